"""`main.py search`: the screen's own search, in the terminal."""

import datetime as dt
import json

from kiosk.services.catalogue import Catalogue
from kiosk.services.opening import open_catalogue
from kiosk.settings import Settings
from sync.model import words
from sync.model.query import ActivityQuery

FOUND, NOTHING = 0, 1


def search(settings: Settings, text: str, limit: int, *, as_json: bool) -> int:
    """Print what the kiosk would list for `text`; 1 when it finds nothing."""
    catalogue = open_catalogue(settings.data, settings.city).catalogue
    try:
        page = catalogue.search(ActivityQuery(text=text, limit=limit), dt.datetime.now(dt.UTC))
        language = settings.language or catalogue.city().content_language
        rows = [_row(catalogue, hit.activity, hit.start, language) for hit in page.hits]
    finally:
        catalogue.close()
    if as_json:
        print(json.dumps({"total": page.total, "hits": rows}, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print(f"{row['id']}  {row['name']}  ({row['place']})  {row['start'] or ''}".rstrip())
        print(f"{len(rows)} of {page.total}")
    return FOUND if rows else NOTHING


def _row(
    catalogue: Catalogue, id: str, start: dt.datetime | None, language: str
) -> dict[str, str | None]:
    activity = catalogue.activity(id)
    place = catalogue.place(activity.location) if activity else None
    return {
        "id": id,
        "name": words(activity, "name", language).text if activity else "",
        "place": words(place, "name", language).text if place else "",
        "start": start.isoformat() if start else None,
    }
