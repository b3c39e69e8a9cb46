"""A box on the map. Apart from the projection, so that a reader needs no geometry library."""

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; or min x, min y, max x, max y."""
