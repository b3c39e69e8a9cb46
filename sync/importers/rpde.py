"""Another hub's open feeds as a source: what it tells everybody, nothing about people."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import requests

from sync.importers.city_json import CityFault
from sync.importers.csv_city import CityRecord, LoadedCity
from sync.importers.progress import OnRows, silent
from sync.importers.table import Problem
from sync.importers.web import fetch
from sync.model import Record
from sync.protocol.errors import BadItem
from sync.protocol.feeds import CITY_FEEDS, decode
from sync.protocol.messages import Manifest, RpdeItem, RpdePage


def load_hub(address: str, on_rows: OnRows = silent) -> LoadedCity:
    """Everything that the hub at this address has for all; `CityFault` says why it cannot be had.

    A feed that is not in the end what the manifest says (it may have changed meanwhile) is taken
    in without deleting anything.
    """
    with requests.Session() as session:
        address = address.rstrip("/")
        manifest = fetch(session, f"{address}/manifest", Manifest, "a hub")
        loaded = LoadedCity(manifest.city, origin=f"hub:{manifest.hub}")
        for kind in CITY_FEEDS:
            state = manifest.feeds.get(kind)
            changes = walk(session, f"{address}/feeds/{kind}")
            items = _live(_counted(changes, kind, state.count if state else 0, on_rows))
            _take(loaded, kind, items)
            if state is not None and len(items) == state.count:
                loaded.whole.add(kind)
    return loaded


def _take(loaded: LoadedCity, kind: str, items: dict[str, RpdeItem]) -> None:
    found: list[CityRecord] = []
    for item in items.values():
        try:
            record = decode(kind, item.data)
        except BadItem as error:
            loaded.problems.append(Problem(kind, item.modified, error.reason, unit="change"))
            continue
        if isinstance(record, Record) and record.id == item.id:
            found.append(record)
        else:
            text = f'item "{item.id}" holds another record'
            loaded.problems.append(Problem(kind, item.modified, text, unit="change"))
    loaded.records[kind] = tuple(found)
    loaded.seen[kind] = frozenset(items)


def _counted(
    items: Iterator[RpdeItem], kind: str, total: int, on_rows: OnRows
) -> Iterator[RpdeItem]:
    for number, item in enumerate(items, 1):
        on_rows(kind, number, number / total if total else 0.0)
        yield item


def _live(items: Iterator[RpdeItem]) -> dict[str, RpdeItem]:
    found: dict[str, RpdeItem] = {}
    for item in items:
        found.pop(item.id, None)
        if item.state == "updated":
            found[item.id] = item
    return found


def walk(session: requests.Session, url: str) -> Iterator[RpdeItem]:
    origin, last = urlsplit(url)[:2], -1
    while True:
        page = fetch(session, url, RpdePage, "a hub")
        if not page.items:
            return
        for item in page.items:
            if item.modified <= last:
                raise CityFault(f"{url}: the changes are not in order")
            last = item.modified
            yield item
        if urlsplit(page.next)[:2] != origin or page.next == url:
            raise CityFault(f"{url}: the next page is not one of this feed: {page.next}")
        url = page.next
