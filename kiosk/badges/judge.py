"""Is this badge genuine? One pure function: scan, registry and time in, judgement out.

Nothing here opens a file, a socket or a clock. What is not in the registry is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from kiosk.badges.baked import BrokenImage, extract
from kiosk.badges.judge_light import HEAVY, judge_light
from kiosk.badges.judge_ob2 import judge_hosted_json, judge_hosted_url, judge_jws
from kiosk.badges.judge_ob3 import judge_json, judge_jwt
from kiosk.badges.trust import TrustRegistry
from kiosk.badges.verdict import Judgement, Reason, Stop, Verdict, plain
from kiosk.domain.scan import Scan, ScanKind, classify

_Judge = Callable[[Scan, str, TrustRegistry, datetime], Judgement]

_BY_TEXT: Final[dict[ScanKind, _Judge]] = {
    ScanKind.OB2_JSON: judge_hosted_json,
    ScanKind.OB2_JWS: judge_jws,
    ScanKind.OB3_JSON: judge_json,
    ScanKind.OB3_JWT: judge_jwt,
}


def judge(scan: Scan, registry: TrustRegistry, now: datetime) -> Judgement:
    """Say what may be said of a scan at `now` (aware), by what came with the sync.

    Heavy or hostile input is bounded by budgets; for the hard limit of a second use
    `kiosk.badges.sandbox`.
    """
    try:
        return _judge(scan, registry, now)
    except Stop as stop:
        return plain(scan, stop.verdict, stop.reason)


def _judge(scan: Scan, registry: TrustRegistry, now: datetime) -> Judgement:
    if scan.kind not in HEAVY:
        return judge_light(scan, registry, now)
    if scan.kind is ScanKind.OB2_ASSERTION_URL:
        return judge_hosted_url(scan, registry, now)
    if scan.kind is ScanKind.BAKED_IMAGE:
        return _baked(scan, registry, now)
    if scan.payload is None:
        return plain(scan, Verdict.NOT_A_BADGE, Reason.OTHER_CODE)
    return _BY_TEXT[scan.kind](scan, scan.payload.reveal(), registry, now)


def _baked(scan: Scan, registry: TrustRegistry, now: datetime) -> Judgement:
    try:
        text = extract(scan.image)
    except BrokenImage as error:
        raise Stop(Verdict.NOT_A_BADGE, Reason.BROKEN_IMAGE) from error
    inner = classify(text, registry.hosts) if text is not None else None
    if inner is None or inner.kind in {ScanKind.BAKED_IMAGE, ScanKind.UNKNOWN}:
        raise Stop(Verdict.NOT_A_BADGE, Reason.NO_BADGE_INSIDE)
    return replace(_judge(inner, registry, now), kind=scan.kind)
