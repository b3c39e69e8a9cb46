"""The first start's wizard, and the page on which staff care for the kiosk."""
