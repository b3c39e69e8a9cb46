"""What issuers publish: fetched over real TLS on loopback, checked, kept, and never made worse."""

import base64
import datetime as dt
import gzip
import ipaddress
import json
import time
from collections.abc import Iterator
from pathlib import Path

import jwt
import msgspec
import pytest
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
)

from kiosk.badges.judge import judge
from kiosk.badges.verdict import Verdict
from kiosk.domain.scan import classify
from kiosk.services.trust import _Inputs, registry_of
from kiosk.trust_cli import KioskChecks
from sync.hub.database import Database, apply_records, open_database
from sync.hub.trust import did_web_url, records, refresh, watch
from sync.hub.trust_fetch import Fetcher, Refused, is_public
from sync.model import HostedAssertion, Issuer, IssuerDocument, IssuerKey, StatusList
from tests.badges.made import KEY, METHOD, private_pem

from .issuer_site import HOST, NOW, Site

PEM = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path)
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path / 'hub.db'}")
    yield database
    database.close()


def signed_list(*withdrawn: int) -> bytes:
    bits = bytearray(2048)
    for index in withdrawn:
        bits[index // 8] |= 0x80 >> index % 8
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": f"https://{HOST}/profile",
        "validFrom": (NOW - dt.timedelta(days=2)).isoformat(),
        "credentialSubject": {
            "type": "BitstringStatusList", "statusPurpose": "revocation",
            "encodedList": "u" + b64(gzip.compress(bytes(bits))),
        },
    }  # fmt: skip
    return jwt.encode(document, private_pem(), "EdDSA", headers={"kid": METHOD}).encode()


def pin(hub: Database, **more: object) -> Issuer:
    issuer = Issuer(
        id="i", name="Robotikos mokykla", ident=f"https://{HOST}/profile",
        keys=(IssuerKey(pem=PEM, methods=(METHOD,)),), badge_prefixes=(f"https://{HOST}/badges/",),
    )  # fmt: skip
    issuer = msgspec.structs.replace(issuer, **more)
    with hub.write() as connection:
        apply_records(connection, "issuer", [issuer], NOW)
    return issuer


def kept(hub: Database) -> list[StatusList]:
    with hub.read() as connection:
        return list(records(connection, StatusList, "status_list"))


def test_a_list_is_fetched_checked_and_dated_and_a_bad_one_never_replaces_it(
    hub: Database, site: Site
) -> None:
    pin(hub, status_lists=(f"https://{HOST}/list",))
    site.pages["/list"] = (200, signed_list(7), 0.0)
    (outcome,) = refresh(hub, site.fetcher(), KioskChecks({}), NOW)
    assert outcome.fault == ""
    (first,) = kept(hub)
    assert first.fetched == NOW

    whole = signed_list(7)
    at = len(whole) // 2
    site.pages["/list"] = (200, whole[:at] + (b"B" if whole[at : at + 1] != b"B" else b"C")
                           + whole[at + 1 :], 0.0)  # fmt: skip
    (outcome,) = refresh(hub, site.fetcher(), KioskChecks({}), NOW + dt.timedelta(hours=1))
    assert outcome.fault == "is not a list that this issuer signed"
    assert kept(hub) == [first], "the last good one, with its own date"

    site.pages["/list"] = (200, signed_list(7, 9), 0.0)
    refresh(hub, site.fetcher(), KioskChecks({}), NOW + dt.timedelta(hours=2))
    assert kept(hub)[0].fetched == NOW + dt.timedelta(hours=2)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        (f"http://{HOST}/list", "is not https"),
        ("file:///etc/passwd", "is not https"),
        (f"https://{HOST}:22/list", "names a port of its own"),
        (f"https://admin:pw@{HOST}/list", "has a user or a fragment"),
        (f"https://{HOST}/missing", "answered 404"),
        (f"https://{HOST}/moved", "answered 302"),
        (f"https://{HOST}/large", "is larger than 4000 bytes"),
        (f"https://{HOST}/trickle", "took too long"),
        (f"https://{HOST}/latin", "is not UTF-8"),
        (f"https://{HOST}/a b", "has signs that do not belong in an address"),
        ("https://other.example/list", "could not be fetched (SSLCertVerificationError)"),
    ],
)
def test_what_is_not_safe_to_fetch_is_refused(site: Site, url: str, fault: str) -> None:
    site.pages.update({
        "/list": (200, b"{}", 0.0), "/moved": (302, b"", 0.0), "/large": (200, b"x" * 5000, 0.0),
        "/trickle": (200, b"x" * 3000, 0.1), "/latin": (200, b"\xff\xfe", 0.0),
    })  # fmt: skip
    began = time.monotonic()
    with pytest.raises(Refused) as found:
        site.fetcher(seconds=1.0, limit=4000).get(url)

    assert str(found.value) == fault
    assert time.monotonic() - began < 3
    assert "/list" not in site.asked, "a redirect is not followed"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.8", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.8",
        "2002:7f00:1::", "ff02::1", "::",
    ],
)  # fmt: skip
def test_a_name_that_leads_into_the_house_is_never_connected_to(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
    for found in ([address], ["93.184.215.14", address]):
        with pytest.raises(Refused, match="not public"):
            Fetcher(resolver=lambda host, port, found=found: found).get(f"https://{HOST}/list")


@pytest.mark.parametrize("address", ["93.184.215.14", "2a00:1450:4001:82a::200e"])
def test_the_open_internet_is_allowed(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_the_name_is_resolved_once_so_a_second_answer_changes_nothing(site: Site) -> None:
    site.pages["/list"] = (200, b"{}", 0.0)
    answers = iter([["127.0.0.1"], ["10.0.0.8"]])
    fetcher = Fetcher(
        allow=lambda address: address.is_loopback, resolver=lambda host, port: next(answers),
        port=site.port, trust=site.trust,
    )  # fmt: skip
    assert fetcher.get(f"https://{HOST}/list") == "{}"
    assert next(answers) == ["10.0.0.8"], "asked only once"


def assertion(**changes: object) -> dict[str, object]:
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": f"https://{HOST}/assertions/1",
        "recipient": {"type": "email", "hashed": False, "identity": "rasa@mokykla.example"},
        "badge": f"https://{HOST}/badges/robots",
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2026-05-01T10:00:00Z",
        "narrative": "Rasa padėjo mažesniems.",
        **changes,
    }


def test_a_hosted_assertion_is_recognised_by_its_digest_and_names_nobody_in_the_feed(
    hub: Database, site: Site
) -> None:
    issuer = pin(hub)
    url = f"https://{HOST}/assertions/1"
    site.pages["/assertions/1"] = (200, json.dumps(assertion()).encode(), 0.0)
    outcome = watch(hub, site.fetcher(), KioskChecks({}), issuer.ident, url, NOW)
    assert outcome.fault == ""
    with hub.read() as connection:
        (copy,) = records(connection, HostedAssertion, "hosted_assertion")
    stored = msgspec.json.encode(copy).decode()
    assert "rasa" not in stored.lower()

    def verdict(value: object) -> Verdict:
        inputs = _Inputs((), ("vilnius", "Vilnius"), 7.0, (issuer,), (), (), (copy,))
        registry, refused = registry_of(inputs)
        assert not refused
        payload = value if isinstance(value, bytes) else json.dumps(value).encode()
        return judge(classify(payload, registry.hosts), registry, NOW).verdict

    assert verdict(assertion()) is Verdict.GENUINE
    assert verdict(url.encode()) is Verdict.GENUINE
    assert verdict(assertion(narrative="Rasa vadovavo.")) is Verdict.ALTERED
    assert verdict(assertion(issuedOn="2026-05-02T10:00:00Z")) is Verdict.ALTERED

    site.pages["/assertions/1"] = (410, b"", 0.0)
    refresh(hub, site.fetcher(), KioskChecks({}), NOW + dt.timedelta(minutes=1))
    with hub.read() as connection:
        (copy,) = records(connection, HostedAssertion, "hosted_assertion")
    assert verdict(assertion()) is Verdict.REVOKED


@pytest.mark.parametrize(
    "changes",
    [
        {"id": f"https://{HOST}/assertions/2"},
        {"badge": "https://elsewhere.example/badges/1"},
        {"verification": {"type": "SignedBadge"}},
        {"type": "BadgeClass"},
        {"issuedOn": "yesterday"},
    ],
)
def test_an_assertion_that_is_not_what_its_address_says_is_not_kept(
    hub: Database, site: Site, changes: dict[str, object]
) -> None:
    issuer = pin(hub)
    site.pages["/assertions/1"] = (200, json.dumps(assertion(**changes)).encode(), 0.0)
    url = f"https://{HOST}/assertions/1"

    assert watch(hub, site.fetcher(), KioskChecks({}), issuer.ident, url, NOW).fault
    with hub.read() as connection:
        assert list(records(connection, HostedAssertion, "hosted_assertion")) == []


def test_the_document_of_a_did_web_issuer_is_kept_only_if_it_is_its_own(
    hub: Database, site: Site
) -> None:
    did = f"did:web:{HOST}"
    pin(hub, ident=did)
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": b64(KEY.public_key().public_bytes_raw())}
    method = {"id": f"{did}#1", "type": "JsonWebKey2020", "controller": did, "publicKeyJwk": jwk}
    good = {"id": did, "verificationMethod": [method], "assertionMethod": [f"{did}#1"]}
    site.pages["/.well-known/did.json"] = (200, json.dumps({**good, "id": "did:web:x"}).encode(), 0)
    assert (
        refresh(hub, site.fetcher(), KioskChecks({}), NOW)[0].fault == "is the document of another"
    )
    site.pages["/.well-known/did.json"] = (200, json.dumps(good).encode(), 0)
    assert refresh(hub, site.fetcher(), KioskChecks({}), NOW)[0].fault == ""
    with hub.read() as connection:
        (found,) = records(connection, IssuerDocument, "issuer_document")
    assert found.ident == did


@pytest.mark.parametrize(
    ("did", "url"),
    [
        ("did:web:a.example", "https://a.example/.well-known/did.json"),
        ("did:web:a.example:users:1", "https://a.example/users/1/did.json"),
        ("did:web:a.example%3A8443", "https://a.example:8443/.well-known/did.json"),
        ("did:key:z6Mk", ""),
        ("https://a.example", ""),
    ],
)
def test_where_a_did_web_document_lives(did: str, url: str) -> None:
    assert did_web_url(did) == url
