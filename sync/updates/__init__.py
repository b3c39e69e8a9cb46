"""Signed updates of the program and of city packs, by The Update Framework (python-tuf).

What comes over the network is believed only for its signatures: a hub or a line that was taken
over can hold an update back, for as long as the last timestamp lasts, and nothing else.
"""
