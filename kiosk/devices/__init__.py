"""Eyes and ears of the kiosk: camera, scanners, sound."""

from kiosk.devices.singletons import keep_singletons_alive

keep_singletons_alive()
