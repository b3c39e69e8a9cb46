"""The official samples: nothing invalid is accepted, and each refusal of a valid one is known."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openbadgeslib.ob3 import ldp

from kiosk.badges import linked
from kiosk.badges.judge import judge
from kiosk.badges.multikey import pem_of_did_key
from kiosk.badges.verdict import Reason, Verdict
from kiosk.domain.scan import classify
from tests.badges import conformance, w3c
from tests.badges.conformance import DOCS, FIXTURES, NOW, WHY, Row
from tests.badges.made import registry
from tests.badges.w3c import document


@cache
def all_rows() -> tuple[Row, ...]:
    return tuple(conformance.rows())


def test_every_official_sample_was_judged() -> None:
    assert len(all_rows()) == 71


def test_no_invalid_sample_is_ever_accepted() -> None:
    accepted = [row.sample for row in all_rows() if row.found.verdict.accepted]
    invalid = {row.sample for row in all_rows() if row.official == "invalid"}
    assert len(invalid) > 30
    assert not invalid.intersection(accepted)


def test_valid_samples_are_accepted_but_for_the_explained_ones() -> None:
    refused = {row.sample for row in all_rows() if not row.agrees}
    assert refused == set(WHY)


def test_documentation_shows_todays_table() -> None:
    assert conformance.update_docs() == DOCS.read_text("utf-8")


def test_every_published_proof_holds_or_its_refusal_is_explained() -> None:
    found = {each.name: each for each in w3c.vectors()}
    assert len(found) == 18
    assert [name for name, each in found.items() if each.outcome == w3c.HOLDS] == [
        "ecdsa-rdfc-2019-p256", "ecdsa-rdfc-2019-p384", "eddsa-rdfc-2022", "proof-set-1",
    ]  # fmt: skip
    assert not [name for name, each in found.items() if "unexplained" in each.why]


def test_the_samples_are_the_official_ones_whole_and_unchanged(shared_data: Path) -> None:
    official = (shared_data / "badges/1edtech-validator/expected.tsv").read_bytes()
    assert (conformance.SAMPLES / "expected.tsv").read_bytes() == official
    published = {
        path.read_bytes()
        for path in (shared_data / "badges/w3c").glob("*/TestVectors/**/*.json")
        if path.stem.startswith(("signed", "addSigned", "derivedRevealDocument"))
    }
    assert {path.read_bytes() for path in w3c.FOLDER.glob("*.json")} == published


@pytest.mark.parametrize(
    "name", ["eddsa-rdfc-2022", "ecdsa-rdfc-2019-p256", "ecdsa-rdfc-2019-p384"]
)
def test_published_proof_holds_and_any_change_breaks_it(name: str) -> None:
    whole = document(name)
    pem = pem_of_did_key(whole["proof"]["verificationMethod"])
    linked.check_proof_only(whole, pem, w3c.EXAMPLES)
    for changed in (
        {**whole, "name": "Another credential"},
        {**whole, "proof": {**whole["proof"], "created": "2023-02-24T23:36:39Z"}},
        {**whole, "proof": {**whole["proof"], "proofValue": "z" + "1" * 64}},
    ):
        with pytest.raises(linked.Refused):
            linked.check_proof_only(changed, pem, w3c.EXAMPLES)


@pytest.mark.parametrize("name", ["eddsa-rdfc-2022", "ecdsa-rdfc-2019-p256"])
def test_published_proof_does_not_hold_under_another_key(name: str) -> None:
    other = pem_of_did_key(document("ecdsa-rdfc-2019-p384")["proof"]["verificationMethod"])
    with pytest.raises(linked.Refused):
        linked.check_proof_only(document(name), other, w3c.EXAMPLES)


@pytest.mark.parametrize(
    "name",
    ["eddsa-rdfc-2022-employ", "ecdsa-rdfc-2019-p256-employ", "ecdsa-rdfc-2019-p384-employ"],
)
def test_vocabulary_we_do_not_carry_is_never_fetched(name: str) -> None:
    whole = document(name)
    pem = pem_of_did_key(whole["proof"]["verificationMethod"])
    with pytest.raises(linked.UnknownContext):
        linked.check_proof_only(whole, pem, w3c.EXAMPLES)


@pytest.mark.parametrize("path", sorted(w3c.FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_credential_that_is_no_badge_is_said_to_be_none(path: Any) -> None:
    found = judge(classify(path.read_bytes()), registry(), NOW)
    assert (found.verdict, found.reason) == (Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG)


def test_library_that_changed_inside_stops_us_saying_genuine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sample = (conformance.SAMPLES / "ob30/simple.json").read_bytes()
    trust = conformance.registry_for(sample)
    assert judge(classify(sample), trust, NOW).verdict is Verdict.GENUINE
    linked._prepare.cache_clear()
    monkeypatch.delattr(ldp, "_check_json_ld_form")
    found = judge(classify(sample), trust, NOW)
    linked._prepare.cache_clear()
    assert (found.verdict, found.reason) == (Verdict.CANNOT_TELL_OFFLINE, Reason.CHECKER_FAILED)


def test_fixtures_carry_their_licences() -> None:
    assert "Apache License" in (FIXTURES / "1edtech/LICENSE").read_text("utf-8")
    assert "W3C Software and Document License" in (FIXTURES / "README.md").read_text("utf-8")
