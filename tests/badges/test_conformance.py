"""The official samples: nothing invalid is accepted, and each refusal of a valid one is known."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from openbadgeslib.ob3 import ldp

from kiosk.badges import linked
from kiosk.badges.judge import judge
from kiosk.badges.multikey import pem_of_did_key
from kiosk.badges.verdict import Reason, Verdict
from kiosk.domain.scan import classify
from tests.badges import conformance
from tests.badges.conformance import DOCS, FIXTURES, NOW, WHY, Row
from tests.badges.made import registry

W3C = FIXTURES / "w3c"
EXAMPLES = {
    "https://www.w3.org/ns/credentials/examples/v2": {
        "@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
    }
}


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


def vector(name: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((W3C / f"{name}.json").read_text("utf-8"))
    return value


@pytest.mark.parametrize(
    "name", ["eddsa-rdfc-2022", "ecdsa-rdfc-2019-p256", "ecdsa-rdfc-2019-p384"]
)
def test_published_proof_holds_and_any_change_breaks_it(name: str) -> None:
    document = vector(name)
    pem = pem_of_did_key(document["proof"]["verificationMethod"])
    linked.check_proof_only(document, pem, EXAMPLES)
    for changed in (
        {**document, "name": "Another credential"},
        {**document, "proof": {**document["proof"], "created": "2023-02-24T23:36:39Z"}},
        {**document, "proof": {**document["proof"], "proofValue": "z" + "1" * 64}},
    ):
        with pytest.raises(linked.Refused):
            linked.check_proof_only(changed, pem, EXAMPLES)


@pytest.mark.parametrize("name", ["eddsa-rdfc-2022", "ecdsa-rdfc-2019-p256"])
def test_published_proof_does_not_hold_under_another_key(name: str) -> None:
    other = pem_of_did_key(vector("ecdsa-rdfc-2019-p384")["proof"]["verificationMethod"])
    with pytest.raises(linked.Refused):
        linked.check_proof_only(vector(name), other, EXAMPLES)


@pytest.mark.parametrize(
    "name",
    ["eddsa-rdfc-2022-employ", "ecdsa-rdfc-2019-p256-employ", "ecdsa-rdfc-2019-p384-employ"],
)
def test_vocabulary_we_do_not_carry_is_never_fetched(name: str) -> None:
    document = vector(name)
    pem = pem_of_did_key(document["proof"]["verificationMethod"])
    with pytest.raises(linked.UnknownContext):
        linked.check_proof_only(document, pem, EXAMPLES)


@pytest.mark.parametrize("path", sorted(W3C.glob("*.json")), ids=lambda path: path.stem)
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
