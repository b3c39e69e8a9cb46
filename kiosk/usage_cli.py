"""`main.py usage --out FILE.csv`: what the city may learn from this kiosk, as a table for staff."""

import datetime as dt
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.services.opening import open_catalogue
from kiosk.services.usage import Usage
from kiosk.settings import Settings
from sync.model import words
from sync.store.errors import StoreError
from sync.store.folder import DataFolder

DONE, CANNOT = 0, 1


def export(settings: Settings, out: Path) -> int:
    """Write the finished days to `out`; only counts of five visits and more are in it."""
    try:
        catalogue = open_catalogue(settings.data, settings.city).catalogue
        usage = Usage(DataFolder(settings.data).make().usage)
    except (StoreError, OSError) as error:
        sys.stderr.write(f"the counts cannot be read: {error}\n")
        return CANNOT
    city = catalogue.city()
    today = dt.datetime.now(ZoneInfo(city.timezone)).date()

    def name(id: str) -> str:
        activity = catalogue.activity(id)
        return words(activity, "name", city.languages[0]).text if activity else ""

    try:
        count = usage.export(out, today, name)
    except OSError as error:
        sys.stderr.write(f"{out} cannot be written: {error.strerror}\n")
        return CANNOT
    finally:
        usage.close()
        catalogue.close()
    print(f"{out}: {count} counts")
    return DONE
