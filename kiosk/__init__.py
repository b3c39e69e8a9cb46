"""The screen program: what a visitor and a member of staff see and touch."""

__version__ = "0.1.0"
