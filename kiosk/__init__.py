"""The screen program: what a visitor and a member of staff see and touch."""

from kiosk.singletons import keep_singletons_alive

__version__ = "0.1.0"

keep_singletons_alive()
