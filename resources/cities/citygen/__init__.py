"""Shared pieces of the generators of the bundled demonstration cities."""
