"""Sending the counts of finished days to the hub, each day once."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import msgspec

from sync.client.remote import Remote
from sync.protocol.errors import Refused
from sync.protocol.messages import MAX_PUSH, UsageCount
from sync.store.usage import FEEDBACK, Count, UsageStore

NOT_FOUND, NOT_UNDERSTOOD = 404, (400, 422)


def push_usage(remote: Remote, path: Path, today: dt.date) -> int:
    """Send what has not been sent; the number of counts. Raises `SyncError`, `StoreError`."""
    if not path.exists():
        return 0
    store = UsageStore(path)
    try:
        sent = store.sent()
        waiting = [count for count in store.finished(today) if count.day > sent]
        said = [count for count in waiting if count.what == FEEDBACK]
        try:
            _push(remote, [count for count in waiting if count.what != FEEDBACK])
        except Refused as refused:
            if refused.status == NOT_FOUND:
                # A hub of before the counts; they wait for its next version.
                return 0
            raise
        try:
            _push(remote, said)
        except Refused as refused:
            if refused.status not in NOT_UNDERSTOOD:
                raise
            # A hub of before the feedback takes all the rest.
            waiting = [count for count in waiting if count.what != FEEDBACK]
        if waiting:
            store.set_sent(waiting[-1].day)
        return len(waiting)
    finally:
        store.close()


def _push(remote: Remote, counts: Sequence[Count]) -> None:
    messages = [msgspec.convert(count._asdict(), UsageCount) for count in counts]
    for first in range(0, len(messages), MAX_PUSH):
        remote.push_usage(messages[first : first + MAX_PUSH])
