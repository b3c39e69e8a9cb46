"""Bringing the catalogue in step with the hub: stage, check, publish.

Each page is kept with the cursor behind it, so a kill at any instant costs one page. What was
staged becomes visible only when it is, record for record, what the manifest says.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from sync.client.pages import pages
from sync.client.remote import Remote
from sync.protocol.errors import BadItem, BadPage, CursorTooOld
from sync.protocol.feeds import CITY_FEEDS, decode, encode
from sync.protocol.messages import FeedState, Manifest, RpdeItem
from sync.store.catalogue_write import CatalogueWriter, StagedItem
from sync.store.limits import fault

log = logging.getLogger(__name__)

ROUNDS = 4
"""How often the manifest is compared again because the hub changed while we read."""


@dataclass(frozen=True, slots=True)
class PullReport:
    """What a pull did: items read, and the new revision if there is something new to see."""

    items: int = 0
    revision: int | None = None


def pull(remote: Remote, writer: CatalogueWriter, manifest: Manifest) -> PullReport:
    """Take in what the manifest says and we do not have.

    Raises `SyncError`; feeds that were whole by then are published, of the others what was
    staged waits for the next pull. A feed that stays other than the manifest says is `BadPage`.
    """
    _meet(writer, manifest)
    items, good, restarted, wrong = 0, dict[str, FeedState](), set[str](), set[str]()
    for round in range(ROUNDS):
        wanted = _wanted(writer, manifest)
        good, behind = {}, set[str]()
        for kind in [kind for kind in wanted if kind not in wrong]:
            if round == 0 or not _holds(writer, kind, wanted[kind]):
                items += _fetch(remote, writer, kind, wanted[kind])
            if _holds(writer, kind, wanted[kind]):
                good[kind] = wanted[kind]
            else:
                behind.add(kind)
        if not behind:
            break
        fresh = remote.glance().manifest or manifest
        for kind in behind:
            if fresh.feeds.get(kind) == wanted[kind]:
                # The hub stood still, so it is our copy, or the hub's word, that is wrong.
                log.warning("the feed %s is not what the hub says; reading it anew", kind)
                writer.restart(kind)
                if kind in restarted:
                    wrong.add(kind)
                restarted.add(kind)
        manifest = fresh
    revision = None
    if good or writer.state().get("city") != encode(manifest.city).decode():
        revision = writer.publish(good, manifest.city, source="hub")
    if set(_wanted(writer, manifest)):
        raise BadPage(f"not what the hub says: {', '.join(sorted(_wanted(writer, manifest)))}")
    return PullReport(items, revision)


def _meet(writer: CatalogueWriter, manifest: Manifest) -> None:
    """Another hub counts its changes anew; what is shown stays until its feeds are whole."""
    if writer.state().get("hub") != manifest.hub:
        for kind in CITY_FEEDS:
            writer.forget(kind)
        writer.say(hub=manifest.hub)


def _wanted(writer: CatalogueWriter, manifest: Manifest) -> dict[str, FeedState]:
    held = writer.published()
    return {
        kind: state
        for kind in CITY_FEEDS
        if (state := manifest.feeds.get(kind)) and held.get(kind) != state
    }


def _holds(writer: CatalogueWriter, kind: str, wanted: FeedState) -> bool:
    if writer.cursor(kind).after != wanted.last_change:
        return False
    would = writer.would_hold(kind)
    return (would.count, would.digest) == (wanted.count, wanted.digest)


def _fetch(remote: Remote, writer: CatalogueWriter, kind: str, wanted: FeedState) -> int:
    """Stage what comes after our cursor; the number of items."""
    try:
        return _stage_pages(remote, writer, kind, wanted)
    except CursorTooOld:
        log.info("the feed %s forgot deletions that we have not seen; reading it anew", kind)
        writer.restart(kind)
        return _stage_pages(remote, writer, kind, wanted)


def _stage_pages(remote: Remote, writer: CatalogueWriter, kind: str, wanted: FeedState) -> int:
    count = 0
    after = writer.cursor(kind).after
    if after == 0:
        writer.stage(kind, (), 0)
    if after >= wanted.last_change:
        return 0
    for items, behind in pages(remote, kind, after):
        writer.stage(kind, _checked(items), behind)
        count += len(items)
        if behind >= wanted.last_change:
            break
    return count


def _checked(items: Iterable[RpdeItem]) -> Iterable[StagedItem]:
    for item in items:
        if item.state == "deleted":
            yield StagedItem(item.id, item.modified, None)
            continue
        data, reason = bytes(item.data), ""
        try:
            reason = fault(item.id, data, decode(item.kind, data))
        except BadItem as error:
            reason = error.reason
        if reason:
            log.warning("the %s %s is set aside: %s", item.kind, item.id, reason)
        yield StagedItem(item.id, item.modified, b"" if reason else data, reason)
