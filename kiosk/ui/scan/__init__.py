"""The scan and result screens."""
