"""What goes over the wire between kiosk and hub; shared by both ends."""
