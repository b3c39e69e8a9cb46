"""What can go wrong with a city pack, always with a sentence for the person who runs it."""


class PackError(Exception):
    """A pack cannot be built or read; the message names the file and the reason."""
