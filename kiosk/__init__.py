"""The screen program: what a visitor and a member of staff see and touch."""
