"""The screen program: what a visitor and a member of staff see and touch."""

from kiosk.singletons import keep_singletons_alive
from sync import __version__ as __version__

keep_singletons_alive()
