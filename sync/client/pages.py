"""Walking an RPDE feed page by page, believing nothing that was not checked.

Realtime Paged Data Exchange 1.0: items in order of change, `next` from the last of them, the last
page empty.
"""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from sync.client.remote import Remote
from sync.protocol.errors import BadPage
from sync.protocol.messages import MAX_PAGE, RpdeItem, RpdePage

MOST_PAGES = 20_000
"""Of one feed at a time; ten million records are no city."""
LARGEST_CHANGE = 2**63 - 1
LONGEST_ID = 500


def pages(remote: Remote, kind: str, after: int) -> Iterator[tuple[tuple[RpdeItem, ...], int]]:
    """Each page of changes later than `after` with the cursor behind it; raises `BadPage`."""
    query = f"afterChangeNumber={after}&limit={MAX_PAGE}" if after else f"limit={MAX_PAGE}"
    for _ in range(MOST_PAGES):
        page = remote.page(kind, query)
        behind = _checked(page, kind, after)
        if not page.items:
            return
        yield page.items, behind
        # Only the query is taken over, so that no page leads to another host.
        after, query = behind, urlsplit(page.next).query
    raise BadPage(f"{kind}: a feed without an end")


def _checked(page: RpdePage, kind: str, after: int) -> int:
    last = after
    for item in page.items:
        if item.kind != kind:
            raise BadPage(f"{kind}: an item of kind {item.kind[:40]}")
        if not last < item.modified <= LARGEST_CHANGE:
            raise BadPage(f"{kind}: change {item.modified} comes after {last}")
        if not 0 < len(item.id) <= LONGEST_ID:
            raise BadPage(f"{kind}: an item with an id of {len(item.id)} letters")
        last = item.modified
    follows = parse_qs(urlsplit(page.next).query).get("afterChangeNumber", ["0"])
    if page.items and follows != [str(last)]:
        raise BadPage(f"{kind}: next leads to {follows}, the last change is {last}")
    return last
