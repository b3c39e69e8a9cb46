"""The trust that a kiosk builds from its catalogue, as the sync left it on the disk."""

import base64
import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec
import pytest

from kiosk.badges.city_pass import issue_pass
from kiosk.badges.compact_badge import issue_badge
from kiosk.badges.keys import TrustedKey, key_id_of, public_bytes
from kiosk.badges.keyset import issue_key_set
from kiosk.badges.lists import issue_token_list
from kiosk.badges.status import token_list_url
from kiosk.badges.verdict import Verdict
from kiosk.domain.scan import classify
from kiosk.services.pass_keys import PassKeys
from kiosk.services.trust import Trust
from sync.model import City, HostedAssertion, Issuer, IssuerDocument, IssuerKey, StatusList
from tests.badges.made import CITY_KEY, ISSUER, KEY, METHOD, NOW, STRANGER, signed_jwt

ROOT = STRANGER
PEM = KEY.public_key().public_bytes_raw()


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def city() -> City:
    public = public_bytes(CITY_KEY)
    begin, end = NOW - dt.timedelta(days=100), NOW + dt.timedelta(days=400)
    key = TrustedKey(key_id_of(public), public, "vilnius", begin, end)
    signed = issue_key_set(
        ROOT, issuer="vilnius", number=1, issued=begin, expires=end, keys=[key]
    )  # fmt: skip
    return City(
        id="vilnius", name="Vilnius", languages=("lt",), timezone="Europe/Vilnius",
        centre=(25.28, 54.69), bounds=(25.0, 54.5, 25.5, 54.9), key_set=text(signed),
        pass_root=text(public_bytes(ROOT)),
    )  # fmt: skip


def city_list(prefix: str, *withdrawn: int, days_ago: float = 1) -> StatusList:
    bits = bytearray(64)
    for index in withdrawn:
        bits[index // 8] |= 0x80 >> index % 8
    day = NOW - dt.timedelta(days=days_ago)
    body = issue_token_list(
        CITY_KEY, issuer="vilnius", prefix=prefix, bits=bytes(bits), published=day
    )  # fmt: skip
    url = token_list_url("vilnius", prefix)
    return StatusList(id=prefix.rstrip(":"), name="Vilnius", form="city", url=url,
                      issuer="vilnius", body=text(body), fetched=day)  # fmt: skip


@dataclass
class Disk:
    """What the catalogue holds."""

    held: City = field(default_factory=city)
    pinned: Sequence[Issuer] = ()
    lists: Sequence[StatusList] = ()

    def city(self) -> City:
        return self.held

    def issuers(self) -> Sequence[Issuer]:
        return self.pinned

    def issuer_documents(self) -> Sequence[IssuerDocument]:
        return ()

    def status_lists(self) -> Sequence[StatusList]:
        return self.lists

    def hosted_assertions(self) -> Sequence[HostedAssertion]:
        return ()


def trust(disk: Disk) -> Trust:
    made = Trust(disk, PassKeys(text(public_bytes(ROOT))))
    made.refresh(NOW)
    return made


def badge(index: int) -> str:
    return issue_badge(
        CITY_KEY, issuer="vilnius", badge_id="B-7K2M9QX4TD", badge_class="coder",
        status_index=index, not_before=NOW - dt.timedelta(days=9),
        expires=NOW + dt.timedelta(days=9),
    )  # fmt: skip


def city_pass(index: int) -> str:
    return issue_pass(
        CITY_KEY, issuer="vilnius", pass_id="P-7K2M9QX4TD", status_index=index,
        not_before=NOW - dt.timedelta(days=9), expires=NOW + dt.timedelta(days=9),
    )  # fmt: skip


def test_a_new_list_counts_from_the_next_refresh_and_the_same_news_costs_nothing() -> None:
    disk = Disk(lists=[city_list("COLB1:")])
    made = trust(disk)
    assert made.judge(classify(badge(9).encode()), NOW).verdict is Verdict.GENUINE
    assert made.judge(classify(badge(9).encode()), NOW).issuer == "Vilnius"
    assert not made.refresh(NOW), "nothing changed"

    disk.lists = [city_list("COLB1:", 9)]
    assert made.refresh(NOW)
    assert made.judge(classify(badge(9).encode()), NOW).verdict is Verdict.REVOKED
    assert made.judge(classify(badge(8).encode()), NOW).verdict is Verdict.GENUINE


@pytest.mark.parametrize(("limit", "verdict"), [
    (30.0, Verdict.GENUINE), (7.0, Verdict.GENUINE_REVOCATION_UNKNOWN),
])  # fmt: skip
def test_each_city_says_how_old_a_list_may_be(limit: float, verdict: Verdict) -> None:
    held = msgspec.structs.replace(city(), status_max_age_days=limit)
    made = trust(Disk(held, lists=[city_list("COLB1:", days_ago=10)]))

    assert made.judge(classify(badge(9).encode()), NOW).verdict is verdict
    assert [(age.name, age.of, age.stale) for age in made.ages(NOW)] == [
        ("Vilnius", "colb1", limit < 10)
    ]


def test_a_withdrawn_pass_is_refused_at_the_desk() -> None:
    made = trust(Disk(lists=[city_list("COLP1:", 5)]))

    assert made.read_pass(city_pass(5), NOW).outcome == "revoked"
    assert made.read_pass(city_pass(6), NOW).outcome == "valid"
    assert made.withdrawn("vilnius", 6, NOW + dt.timedelta(days=30)) is None
    assert made.withdrawn("vilnius", 5, NOW + dt.timedelta(days=30)) is True


def test_one_broken_record_is_named_once_and_takes_nothing_with_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = Issuer(id="x", name="X", ident="https://x.example", keys=(IssuerKey(pem="no key"),))
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": text(PEM)}
    good = Issuer(
        id="i", name="Mokykla", ident=ISSUER, keys=(IssuerKey(jwk=jwk, methods=(METHOD,)),)
    )
    stray = msgspec.structs.replace(city_list("COLP1:"), body="AAAA", url="col:vilnius:colp1")
    foreign = msgspec.structs.replace(city_list("COLB1:"), id="f", form="bitstring",
                                      url="https://y.example/list", body="{}")  # fmt: skip
    caplog.set_level(logging.WARNING)
    disk = Disk(pinned=[broken, good], lists=[stray, city_list("COLB1:"), foreign])
    with_trust = trust(disk)
    disk.lists = [*disk.lists, msgspec.structs.replace(stray, id="again", url="col:other")]
    with_trust.refresh(NOW)

    assert set(with_trust.registry.issuers) == {"vilnius", ISSUER}
    assert caplog.text.count("https://x.example") == 1
    assert set(with_trust.registry.status_lists) == {"col:vilnius:colb1"}
    assert caplog.text.count("https://y.example/list") == 1
    verdict = with_trust.judge(classify(signed_jwt().encode()), NOW)
    with_trust.close()
    assert (verdict.verdict, verdict.issuer) == (Verdict.GENUINE, "Mokykla")


def test_a_hub_that_was_taken_over_cannot_make_badges() -> None:
    """Its own key, its own key set: but the root that the kiosk pins did not sign them."""
    public = public_bytes(STRANGER)
    begin, end = NOW - dt.timedelta(days=100), NOW + dt.timedelta(days=400)
    theirs = TrustedKey(key_id_of(public), public, "vilnius", begin, end)
    forged = issue_key_set(
        KEY, issuer="vilnius", number=9, issued=begin, expires=end, keys=[theirs]
    )  # fmt: skip
    made = trust(Disk(msgspec.structs.replace(city(), key_set=text(forged))))

    assert made.pass_keys() == {}
