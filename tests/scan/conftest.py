"""The devices come first: they keep None alive under PySide6 on Python 3.11."""

import kiosk.devices  # noqa: F401
