"""Parts of the catalogue's answers that are made of a search."""

from collections import Counter

from kiosk.domain.discovery import easings
from sync.model import GeoCoordinates, Place
from sync.model.query import ActivityQuery, Eased, PlacePoint, Relaxation
from sync.store.search import Search

RELAXATIONS = 2
"""The nearest ones; a choice of more is a search of its own."""


def relaxations(search: Search, query: ActivityQuery) -> tuple[Relaxation, ...]:
    """The nearest wishes that do find something."""
    found: dict[Eased, Relaxation] = {}
    for easing in easings(query, search.now.astimezone(search.zone).date()):
        if easing.eased in found:
            continue
        total = search.found(easing.query).bit_count()
        if total:
            found[easing.eased] = Relaxation(easing.eased, easing.query, total, easing.day)
        if len(found) == RELAXATIONS:
            break
    return tuple(found.values())


def point(place: Place, topics: Counter[str]) -> PlacePoint:
    """A place on the map with its activities by topic; the most frequent topic colours it."""
    geo = place.geo or GeoCoordinates(0, 0)
    dominant = min(topics, key=lambda topic: (-topics[topic], topic))
    return PlacePoint(
        place.id, place.name, geo.longitude, geo.latitude,
        topics.total(), dominant, place.approximate,
    )  # fmt: skip
