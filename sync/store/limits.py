"""What the catalogue's tables can hold, asked of a record before it is staged.

The schema of a record says what is a number, not that it is a sane one; a price of 10^400 must
not stop the publication of everything else.
"""

from decimal import Decimal

from sync.model import Activity, Place, Record

HIGHEST_PRICE = Decimal(10) ** 7
OLDEST = 200
MOST_PEOPLE = 10**6
LARGEST_RECORD = 512 * 1024
"""Bytes of one record; a badge's picture is the largest thing there is."""


def fault(id: str, data: bytes, record: object) -> str:
    """Why a record cannot be taken in, or an empty string."""
    if not isinstance(record, Record):
        return ""
    if record.id != id:
        return f'identifier is "{record.id[:80]}"'
    if len(data) > LARGEST_RECORD:
        return f"larger than {LARGEST_RECORD} bytes"
    if not record.name.strip():
        return "name is empty"
    if isinstance(record, Activity):
        return _of_activity(record)
    if isinstance(record, Place):
        return _of_place(record)
    return ""


def _of_place(place: Place) -> str:
    geo = place.geo
    on_globe = geo is None or (abs(geo.latitude) <= 90 and abs(geo.longitude) <= 180)
    return "" if on_globe else "geo is not on the globe"


def _of_activity(activity: Activity) -> str:
    for offer in activity.offers:
        if not offer.price.is_finite() or not 0 <= offer.price <= HIGHEST_PRICE:
            return "offers: a price out of range"
    ages = activity.age_range
    if any(age is not None and not 0 <= age <= OLDEST for age in (ages.min_value, ages.max_value)):
        return "ageRange: an age out of range"
    for count in (activity.capacity, activity.remaining):
        if count is not None and not 0 <= count <= MOST_PEOPLE:
            return "attendee capacity out of range"
    return ""
