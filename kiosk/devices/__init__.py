"""Eyes and ears of the kiosk: camera, scanners, sound."""
