"""`main.py support --out FILE.zip`: what somebody far away needs to know, and no person."""

import sys
from pathlib import Path

from kiosk.doctor import examine
from kiosk.services.support import bundle, names_here
from kiosk.settings import Settings
from sync.model import Activity
from sync.store.catalogue_read import CatalogueReader
from sync.store.errors import StoreError
from sync.store.folder import DataFolder
from sync.store.people import People

SUCCESS, FINDING = 0, 1


def support(settings: Settings, problems: list[str], out: Path) -> int:
    """Write it; 1 when it cannot be written."""
    try:
        out.write_bytes(make(settings, problems))
    except OSError as error:
        print(f"{out} cannot be written: {error.strerror}", file=sys.stderr)
        return FINDING
    print(out)
    return SUCCESS


def make(settings: Settings, problems: list[str]) -> bytes:
    """The bundle's zip."""

    def told() -> tuple[str, str, str]:
        report = examine(settings, problems)
        return report.as_text("en"), report.as_text("lt"), report.as_json()

    return bundle(settings.data, told, _names(DataFolder(settings.data)))


def _names(folder: DataFolder) -> list[str]:
    if not folder.people.exists() or not folder.catalogue.exists():
        return []
    try:
        reader, people = CatalogueReader(folder.catalogue), People(folder.people)
        try:
            return names_here(people, [each.id for each in reader.all(Activity, "activity")])
        finally:
            people.close()
            reader.close()
    except StoreError:
        # The bundle of a damaged kiosk is needed most; its rosters cannot be read by anybody.
        return []
