"""A walk through every screen by touch, with a picture of each."""

from kiosk.ui.tour.actions import Props
from kiosk.ui.tour.walk import Stop, walk

__all__ = ["Props", "Stop", "walk"]
