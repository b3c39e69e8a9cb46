"""The commands `badge` and `scan`, as a person or a script meets them."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import segno

from kiosk.badges import cli, scan_cli
from kiosk.badges.keyset import read_key_set
from kiosk.badges.lists import issue_token_list
from kiosk.badges.trust_json import BadTrust, read_trust
from tests.badges.made import (
    ACHIEVEMENT,
    CITY_KEY,
    CITY_PUBLIC,
    ISSUER,
    KEY,
    LIST_URL,
    METHOD,
    NOW,
    STRANGER,
    YESTERDAY,
    credential,
    list_credential,
    signed_json,
    signed_jwt,
    status_entry,
)

CLAIM = "https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1"


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def trust(**changes: Any) -> dict[str, Any]:
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": b64(KEY.public_key().public_bytes_raw())}
    city = issue_token_list(
        CITY_KEY, issuer="vilnius", prefix="COLP1:", bits=bytes(64), published=YESTERDAY
    )
    fetched = YESTERDAY.isoformat()
    return {
        "issuers": [
            {"id": ISSUER, "name": "Klubas", "keys": [{"jwk": jwk, "methods": [METHOD]}]},
            {"id": "vilnius", "name": "Vilniaus miestas"},
        ],
        "city_keys": [{"public": b64(CITY_PUBLIC), "issuer": "vilnius"}],
        "lists": [
            {
                "form": "bitstring",
                "url": LIST_URL,
                "issuer": ISSUER,
                "fetched": fetched,
                "body": signed_jwt(list_credential(7)),
            },
            {"form": "city", "url": "", "fetched": fetched, "body": b64(city)},
        ],
        "own_hosts": ["mokykis.vilnius.lt"],
        **changes,
    }


@pytest.fixture
def trust_file(tmp_path: Path) -> str:
    path = tmp_path / "trust.json"
    path.write_text(json.dumps(trust()), "utf-8")
    return str(path)


def run(command: Any, capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, Any]:
    code = command.main(list(argv))
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def test_badge_in_a_file_is_judged(
    tmp_path: Path, trust_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "badge.json"
    path.write_text(signed_json(credential(credentialStatus=status_entry(8))), "utf-8")
    at = NOW.isoformat()
    code, found = run(cli, capsys, str(path), "--json", "--trust", trust_file, "--at", at)
    assert code == 0
    assert found == {
        "kind": "ob3_json",
        "verdict": "genuine",
        "reason": "status_checked",
        "issuer": "Klubas",
        "list_date": YESTERDAY.isoformat(),
        "badge": ACHIEVEMENT,
        "expires": None,
    }


def test_without_a_registry_nothing_is_genuine(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = run(cli, capsys, signed_jwt(), "--json")
    assert (code, found["verdict"]) == (1, "cannot_tell_offline")


def test_claim_link_as_text_is_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = run(cli, capsys, CLAIM, "--json")
    assert (code, found["kind"], found["verdict"]) == (1, "claim_link", "cannot_tell_offline")


def test_sentence_is_printed_without_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([CLAIM]) == 1
    assert capsys.readouterr().out == "claim_link: cannot_tell_offline (claim_link)\n"


@pytest.mark.parametrize(
    "argv",
    [
        [],
        [CLAIM, "--trust", "no-such-file.json"],
        [CLAIM, "--at", "yesterday"],
        [CLAIM, "--at", "2026-01-01T00:00:00"],
        ["issue"],
        ["issue", "--key", "no-such-key", "--issuer", "vilnius", "--index", "1"],
    ],
)
def test_wrong_use_is_told_in_one_line(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(argv) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1


def test_scanned_pictures_are_listed_and_claim_codes_are_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim, other = tmp_path / "claim.png", tmp_path / "other.png"
    segno.make(CLAIM).save(str(claim), scale=4)
    segno.make("COL:A:VLN-1").save(str(other), scale=4)
    code, rows = run(scan_cli, capsys, str(claim), str(other), "--json")
    assert code == 0
    assert [(row["kind"], row["verdict"]) for row in rows] == [
        ("claim_link", "cannot_tell_offline"),
        ("activity_link", "not_a_badge"),
    ]
    assert rows[0]["text"] == "https://vilnius.cityoflearning.eu/claim?code=***&qr=1"


def test_code_in_a_link_we_do_not_know_is_hidden_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "claim.png"
    segno.make(CLAIM + "&utm=x").save(str(path), scale=4)
    scan_cli.main([str(path), "--json"])
    assert "5f8ica" not in capsys.readouterr().out


def test_picture_without_a_code_is_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no picture", "utf-8")
    code, rows = run(scan_cli, capsys, str(path), "--json")
    assert (code, rows[0]["text"]) == (1, None)


def test_picture_that_is_not_there_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert scan_cli.main(["no-such-picture.png", "--json"]) == 2
    assert capsys.readouterr().err.startswith("no-such-picture.png: ")


def test_issued_pass_and_badge_are_genuine_on_a_kiosk_that_pins_the_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, root = tmp_path / "key", tmp_path / "root"
    for path in (key, root):
        assert cli.main(["keygen", str(path)]) == 0
        assert path.stat().st_mode & 0o077 == 0
    public, root_public = capsys.readouterr().out.split()
    registry_file = tmp_path / "trust.json"
    registry_file.write_text(
        json.dumps({"city_keys": [{"public": public, "issuer": "vilnius"}]}), "utf-8"
    )
    common = ["--key", str(key), "--issuer", "vilnius", "--index", "7"]
    for extra, kind in (([], "city_pass"), (["--badge", "robotika"], "compact_badge")):
        assert cli.main(["issue", *common, *extra]) == 0
        text = capsys.readouterr().out.strip()
        code, found = run(cli, capsys, text, "--json", "--trust", str(registry_file))
        assert (code, found["kind"]) == (0, kind)
        assert found["verdict"] == "genuine_revocation_unknown"
    dates = f"{public}@2026-01-01T00:00:00Z/2099-01-01T00:00:00Z"
    assert (
        cli.main(["keyset", "--root", str(root), "--issuer", "vilnius", "--number", "1", dates])
        == 0
    )
    text = capsys.readouterr().out.strip()
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    pinned = base64.urlsafe_b64decode(root_public + "=")
    found_set = read_key_set(data, pinned, _now())
    assert b64(next(iter(found_set.keys.values())).public) == public
    assert cli.main(["keygen", str(key)]) == 2


def _now() -> datetime:
    return datetime.now(UTC)


def test_list_that_does_not_hold_is_left_out_and_named() -> None:
    value = trust()
    value["lists"][0]["body"] = signed_jwt(list_credential(7), STRANGER)
    registry, refused = read_trust(value)
    assert refused == (LIST_URL,)
    assert list(registry.status_lists) == ["col:vilnius:colp1"]


@pytest.mark.parametrize(
    "changes",
    [
        {"issuers": [{"name": "no id"}]},
        {"issuers": "Vilnius"},
        {"city_keys": [{"public": "AAAA", "issuer": "vilnius"}]},
        {"max_age_days": "soon"},
        {"lists": [{"form": "bitstring", "url": "x", "body": "", "fetched": "today"}]},
    ],
)
def test_registry_that_cannot_be_read_is_refused_whole(changes: dict[str, Any]) -> None:
    with pytest.raises(BadTrust):
        read_trust(trust(**changes))
