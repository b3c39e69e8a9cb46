"""Sending the counts of finished days to the hub, each day once."""

import datetime as dt
from pathlib import Path

from sync.client.remote import Remote
from sync.protocol.errors import Refused
from sync.protocol.messages import MAX_PUSH, UsageCount
from sync.store.usage import NOTHING_FOUND, VIEW, Count, UsageStore

NOT_FOUND = 404


def push_usage(remote: Remote, path: Path, today: dt.date) -> int:
    """Send what has not been sent; the number of counts. Raises `SyncError`, `StoreError`."""
    if not path.exists():
        return 0
    store = UsageStore(path)
    try:
        sent = store.sent()
        waiting = [count for count in store.finished(today) if count.day > sent]
        for first in range(0, len(waiting), MAX_PUSH):
            part = waiting[first : first + MAX_PUSH]
            try:
                remote.push_usage([_message(count) for count in part])
            except Refused as refused:
                if refused.status == NOT_FOUND:
                    # A hub of before the counts; they wait for its next version.
                    return 0
                raise
        if waiting:
            store.set_sent(waiting[-1].day)
        return len(waiting)
    finally:
        store.close()


def _message(count: Count) -> UsageCount:
    return UsageCount(
        day=count.day, what=VIEW if count.what == VIEW else NOTHING_FOUND,
        subject=count.subject, visits=count.visits,
    )  # fmt: skip
