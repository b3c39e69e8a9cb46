"""Bringing this place's rosters and staff in step with the hub.

Unlike the city's feeds they are read whole when they changed, and kept nowhere half-read: less
of people on a disk is worth more than a saved page.
"""

import hashlib
import logging
from typing import cast

from sync.client.pages import pages
from sync.client.remote import Remote
from sync.model import Registration, StaffAccount
from sync.protocol.errors import BadItem, BadPage
from sync.protocol.feeds import PEOPLE_FEEDS, decode
from sync.protocol.messages import FeedState, Manifest
from sync.store.catalogue_write import CatalogueWriter
from sync.store.people import People

log = logging.getLogger(__name__)


def pull_people(
    remote: Remote, writer: CatalogueWriter, people: People, manifest: Manifest, fresh: bool
) -> int:
    """Replace what changed; the number of items read. `fresh` when people.db is not there yet.

    Raises `SyncError`; `BadPage` when a feed is not what the manifest says.
    """
    count = 0
    for kind in PEOPLE_FEEDS:
        wanted = manifest.feeds.get(kind)
        mark = f"{wanted.count} {wanted.last_change} {wanted.digest}" if wanted else ""
        if wanted is None or (not fresh and writer.state().get(f"people_{kind}") == mark):
            continue
        records, items = _read(remote, kind, wanted)
        people.replace(kind, records)
        writer.say(**{f"people_{kind}": mark})
        count += items
    return count


def forget_people(writer: CatalogueWriter, people: People) -> None:
    """This kiosk was shut out: nobody stays on it."""
    people.wipe()
    writer.say(**{f"people_{kind}": None for kind in PEOPLE_FEEDS})


def _read(
    remote: Remote, kind: str, wanted: FeedState
) -> tuple[list[Registration | StaffAccount], int]:
    found: dict[str, Registration | StaffAccount] = {}
    lines: dict[str, bytes] = {}
    count = 0
    for items, behind in pages(remote, kind, 0):
        count += len(items)
        for item in items:
            found.pop(item.id, None)
            lines.pop(item.id, None)
            if item.state == "deleted":
                continue
            lines[item.id] = f"{item.id}\t{item.modified}\n".encode()
            try:
                record = decode(kind, bytes(item.data))
                found[item.id] = cast("Registration | StaffAccount", record)
            except BadItem as error:
                log.warning("a record of %s is set aside: %s", kind, error.reason)
        if behind >= wanted.last_change:
            break
    if hashlib.sha256(b"".join(lines.values())).hexdigest() != wanted.digest:
        raise BadPage(f"the feed {kind} is not what the hub says")
    return list(found.values()), count
