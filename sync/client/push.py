"""Sending the kiosk's events to the hub; each gets its own answer."""

import logging
from collections import Counter
from dataclasses import dataclass, field

from sync.client.remote import Remote
from sync.model import Outcome
from sync.protocol.errors import BadPage, Refused
from sync.protocol.messages import MAX_PUSH
from sync.store.centre_log import CentreLog
from sync.store.ledger import Ledger

log = logging.getLogger(__name__)

TOO_LARGE = 413
NOT_FOUND = 404


@dataclass(slots=True)
class PushReport:
    """How many events had which outcome."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)


def push(remote: Remote, ledger: Ledger) -> PushReport:
    """Send what waits, oldest first, until nothing waits. Raises `SyncError` with the rest kept.

    A rejected event stays in the ledger to be reviewed and does not hold up the next.
    """
    report, size, last = PushReport(), MAX_PUSH, ""
    while events := ledger.pending(size):
        if events[-1].event_id == last:
            raise BadPage("the answers were noted, and the same events wait again")
        try:
            results = remote.push(events)
        except Refused as refused:
            if refused.status != TOO_LARGE or size == 1:
                raise
            size //= 2
            continue
        ledger.settle(results)
        last = events[-1].event_id
        report.outcomes.update(each.outcome for each in results)
        for each in results:
            if each.outcome is Outcome.REJECTED:
                log.warning("the hub rejected event %s (%s)", each.event_id, each.code)
    return report


def push_centre(remote: Remote, acts: CentreLog) -> PushReport:
    """As `push`, for acts of centre life and requests for badges. A hub of before them leaves
    them waiting for its next version."""
    report = PushReport()
    while events := acts.pending(MAX_PUSH):
        try:
            results = remote.push_centre(events)
        except Refused as refused:
            if refused.status == NOT_FOUND:
                return report
            raise
        acts.settle(results)
        report.outcomes.update(each.outcome for each in results)
        for each in results:
            if each.outcome is Outcome.REJECTED:
                log.warning("the hub rejected act %s (%s)", each.event_id, each.code)
    return report
