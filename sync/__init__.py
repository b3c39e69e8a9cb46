"""The data of a city: its vocabulary, its wire protocol, its stores, the hub and the sync child.

Nothing below this package imports PySide6, so that the sync child and the hub run headless.
"""

__version__ = "0.1.0"
