"""`main.py search`: the screen's own search, in the terminal."""

import datetime as dt
import json
from dataclasses import replace
from zoneinfo import ZoneInfo

from kiosk.services.catalogue import Catalogue
from kiosk.services.opening import open_catalogue
from kiosk.services.wishes import as_query
from kiosk.settings import Settings
from sync.model import words

FOUND, NOTHING = 0, 1


def search(settings: Settings, text: str, limit: int, *, as_json: bool) -> int:
    """Print what the kiosk would list for `text`; 1 when it finds nothing."""
    catalogue = open_catalogue(settings.data, settings.city).catalogue
    try:
        now = dt.datetime.now(dt.UTC)
        today = now.astimezone(ZoneInfo(catalogue.city().timezone)).date()
        page = catalogue.search(replace(as_query(text, today), limit=limit), now)
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
