"""Open Badges 2.0, compact badges, links and other codes: what a visitor is told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiosk.badges.compact_badge import issue_badge
from kiosk.badges.judge import judge
from kiosk.badges.status import RevocationList, StatusList, token_list_url
from kiosk.badges.token import Claims, issue
from kiosk.badges.trust import HostedCopy, TrustRegistry
from kiosk.badges.verdict import Judgement, Reason, Verdict
from kiosk.domain.scan import classify
from tests.badges.made import (
    CITY_KEY,
    ISSUER,
    KEY,
    METHOD,
    NOW,
    STRANGER,
    YESTERDAY,
    pinned,
    registry,
    signed_jwt,
)


def say(text: str, trust: TrustRegistry | None = None, now: datetime = NOW) -> Judgement:
    trust = registry() if trust is None else trust
    return judge(classify(text.encode(), trust.hosts), trust, now)


def answer(found: Judgement) -> tuple[Verdict, str]:
    return found.verdict, found.reason


OB2 = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://issuer.example/assertions/7",
    "recipient": {"type": "email", "hashed": False, "identity": "someone@example.org"},
    "badge": "https://issuer.example/badges/1",
    "verification": {"type": "SignedBadge", "creator": METHOD},
    "issuedOn": "2026-05-01T10:00:00Z",
}


def _ob2(key: Any = KEY, **changes: Any) -> str:
    return signed_jwt({**OB2, **changes}, key, {"typ": "JWT"})


def test_signed_badge_of_version_two_is_judged_by_the_pinned_key() -> None:
    assert answer(say(_ob2())) == (Verdict.GENUINE, Reason.NO_STATUS_DECLARED)
    assert say(_ob2(STRANGER)).verdict is Verdict.ALTERED
    assert say(_ob2(expires="2026-10-01T00:00:00Z")).verdict is Verdict.EXPIRED


def test_pinned_key_cannot_award_another_issuers_badge() -> None:
    found = say(_ob2(badge="https://issuer.example.evil.example/badges/1"))
    assert found.verdict is Verdict.CANNOT_TELL_OFFLINE


def test_list_of_version_two_decides() -> None:
    url = "https://issuer.example/revoked"
    issuer = pinned(revocation_list=url)
    assert say(_ob2(), registry(issuer=issuer)).reason == Reason.LIST_MISSING
    found = RevocationList(url, ISSUER, frozenset({str(OB2["id"])}), YESTERDAY)
    trust = registry(issuer=issuer, revocations=(found,))
    assert say(_ob2(), trust).verdict is Verdict.REVOKED


HOSTED = {**OB2, "verification": {"type": "HostedBadge"}}


def _copy(**changes: Any) -> TrustRegistry:
    values = {
        "url": str(HOSTED["id"]),
        "issuer": ISSUER,
        "document": json.dumps(HOSTED),
        "checked": YESTERDAY,
    }
    copy = HostedCopy(**{**values, **changes})
    return registry(hosted={copy.url: copy})


def test_hosted_badge_is_only_as_good_as_the_hubs_copy() -> None:
    text = json.dumps(HOSTED)
    assert answer(say(text)) == (Verdict.CANNOT_TELL_OFFLINE, Reason.HOSTED_ONLY)
    found = say(text, _copy())
    assert answer(found) == (Verdict.GENUINE, Reason.HOSTED_COPY_MATCHES)
    assert found.list_date == YESTERDAY
    edited = json.dumps({**HOSTED, "badge": "https://issuer.example/badges/2"})
    assert answer(say(edited, _copy())) == (Verdict.ALTERED, Reason.COPY_DIFFERS)
    assert say(text, _copy(revoked=True)).verdict is Verdict.REVOKED
    old = _copy(checked=NOW - timedelta(days=30))
    assert say(text, old).verdict is Verdict.GENUINE_REVOCATION_UNKNOWN


def test_address_of_a_hosted_badge_is_looked_up_not_fetched() -> None:
    address = str(HOSTED["id"])
    assert say(address).verdict is Verdict.CANNOT_TELL_OFFLINE
    assert say(address, _copy()).verdict is Verdict.GENUINE


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1", Reason.CLAIM_LINK),
        ("https://vilnius.cityoflearning.eu/badges/42", Reason.BADGE_PAGE),
    ],
)
def test_link_that_only_the_server_understands_is_not_guessed_at(text: str, reason: str) -> None:
    assert answer(say(text)) == (Verdict.CANNOT_TELL_OFFLINE, reason)


@pytest.mark.parametrize("text", ["9780306406157", "COL:A:VLN-1", "hello", ""])
def test_any_other_code_is_no_badge(text: str) -> None:
    assert say(text).verdict is Verdict.NOT_A_BADGE


def _compact(index: int = 5) -> str:
    return issue_badge(
        CITY_KEY,
        issuer="vilnius",
        badge_id="B-0123456789",
        badge_class="robotikos-savanoris",
        status_index=index,
        not_before=datetime(2026, 5, 1, tzinfo=UTC),
        expires=datetime(2027, 5, 1, tzinfo=UTC),
    )


def test_compact_badge_names_its_page_in_the_catalogue() -> None:
    url = token_list_url("vilnius", "COLB1:")
    found = StatusList(url, "vilnius", frozenset({"revocation"}), b"\x01", YESTERDAY)
    said = say(_compact(), registry(lists=(found,)))
    assert answer(said) == (Verdict.GENUINE, Reason.STATUS_CHECKED)
    assert (said.issuer, said.badge) == ("Vilniaus miestas", "robotikos-savanoris")
    assert say(_compact(7), registry(lists=(found,))).verdict is Verdict.REVOKED
    assert say(_compact(8), registry(lists=(found,))).reason == Reason.LIST_UNREADABLE
    assert say(_compact()).reason == Reason.LIST_MISSING
    assert say(_compact(), TrustRegistry()).reason == Reason.KEY_NOT_KNOWN


def test_expired_compact_badge_is_said_to_be_so() -> None:
    assert say(_compact(), now=datetime(2028, 1, 1, tzinfo=UTC)).verdict is Verdict.EXPIRED


def test_pass_that_names_a_badge_and_badge_that_names_none_are_refused() -> None:
    claims = Claims("vilnius", "KORT-1", 1, NOW - timedelta(days=1), NOW + timedelta(days=1))
    for prefix, named in (("COLP1:", "robotika"), ("COLB1:", "")):
        said = say(issue(CITY_KEY, prefix, replace(claims, badge_class=named)))
        assert answer(said) == (Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG)
