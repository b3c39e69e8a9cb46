"""The official samples under our judgement; `python -m tests.badges.conformance` prints it.

Worst case on purpose: every issuer a sample names is pinned with every key the sample names,
and the hub holds each hosted sample as its checked copy. What is refused is refused on its
own merits, never because a kiosk happens not to know the issuer.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.badges.baked import extract
from kiosk.badges.judge import judge
from kiosk.badges.lists import check_status_list
from kiosk.badges.multikey import BadKey, pem_of_jwk, pem_of_multikey
from kiosk.badges.status import BadList, read_revocation_list
from kiosk.badges.trust import HostedCopy, IssuerKey, PinnedIssuer, TrustRegistry
from kiosk.badges.verdict import Judgement
from kiosk.domain.scan import ScanKind, classify
from kiosk.domain.scan_container import decode_segment
from tests.badges import w3c
from tests.badges.vectors import listing

FIXTURES = Path(__file__).parent.parent / "fixtures" / "badges"
SAMPLES = FIXTURES / "1edtech"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
DOCS = Path(__file__).parent.parent.parent / "docs" / "badges.md"
_MULTIKEY = re.compile(r"z(?:6Mk|Dna)[1-9A-HJ-NP-Za-km-z]{40,60}")

WHY = {
    "ob20/assets/badgeclass1.json": "a badge class: nobody was awarded it",
    "ob20/assets/badge-with-data-image.json": "a badge class: nobody was awarded it",
    "ob20/assets/badgeclass-with-complex-image.json": "a badge class: nobody was awarded it",
    "ob20/issuer-compact-iri-validation.json": "an issuer's profile, not a badge",
    "ob20/assertion-with-extension-node-basic.json": "extensions need schemas we do not carry",
    "ob20/assertion-with-multiple-extensions.json": "extensions need schemas we do not carry",
    "ob20/assertion-with-endorsements.json": "badge class inside the assertion: not strict 2.0",
    "ob30/endorsement-valid.json": "an endorsement: praise for a badge, not a badge",
    "ob30/sd/derivedcredential.json": "selective disclosure is a suite we do not carry",
}


@dataclass(frozen=True)
class Row:
    sample: str
    official: str
    found: Judgement

    @property
    def agrees(self) -> bool:
        accepted = self.found.verdict.accepted
        return accepted if self.official == "valid" else not accepted or self.official != "invalid"


def rows() -> Iterator[Row]:
    with (SAMPLES / "expected.tsv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t"):
            data = (SAMPLES / line["sample"]).read_bytes()
            found = judge(classify(data), registry_for(data), NOW)
            yield Row(line["sample"], line["verdict"], found)


def registry_for(data: bytes) -> TrustRegistry:
    """All that could possibly speak for this sample."""
    text = (extract(data) or b"" if classify(data).kind is ScanKind.BAKED_IMAGE else data).decode()
    documents = list(_documents(text.strip()))
    issuers = {ident: _pinned(ident, text, documents) for ident in _issuers(documents)}
    issuers |= _ob2_issuers()
    hosted = {
        str(item.get("id")): HostedCopy(
            str(item.get("id")), "https://example.org/organization.json", text, NOW
        )
        for item in documents
        if "proof" not in item and text.strip().startswith("{")
    }
    return _with_lists(TrustRegistry(issuers=issuers, hosted=hosted), documents)


def _documents(text: str) -> Iterator[dict[str, Any]]:
    if text.startswith("{"):
        try:
            yield json.loads(text)
        except ValueError:
            return
    elif text.count(".") == 2:
        for part in text.split(".")[:2]:
            yield json.loads(decode_segment(part))


def _issuers(documents: list[dict[str, Any]]) -> Iterator[str]:
    for document in documents:
        issuer = document.get("issuer", document.get("iss"))
        ident = issuer.get("id") if isinstance(issuer, dict) else issuer
        if isinstance(ident, str):
            yield ident


def _pinned(ident: str, text: str, documents: list[dict[str, Any]]) -> PinnedIssuer:
    keys = []
    for method in re.findall(r'"verificationMethod"\s*:\s*"([^"]+)"', text):
        match = _MULTIKEY.search(method)
        try:
            keys.append(IssuerKey(pem_of_multikey(match[0] if match else ""), (method,)))
        except BadKey:
            continue
    for document in documents:
        if isinstance(document.get("jwk"), dict):
            keys.append(IssuerKey(pem_of_jwk(document["jwk"]), (str(document.get("kid", "")),)))
    return PinnedIssuer(ident, "Pinned sample issuer", tuple(keys))


def _ob2_issuers() -> dict[str, PinnedIssuer]:
    found = {}
    for number, name in enumerate(
        (
            "organization",
            "organization-with-empty-revocation-list",
            "organization-with-revocation-list",
        ),
        start=1,
    ):
        profile = json.loads((SAMPLES / f"ob20/assets/{name}.json").read_text("utf-8"))
        key = json.loads((SAMPLES / f"ob20/assets/key{number}.json").read_text("utf-8"))
        found[profile["id"]] = PinnedIssuer(
            profile["id"],
            profile["name"],
            (IssuerKey(key["publicKeyPem"].encode(), (key["id"],)),),
            ("https://example.org/",),
            profile.get("revocationList", ""),
        )
    return found


def _with_lists(registry: TrustRegistry, documents: list[dict[str, Any]]) -> TrustRegistry:
    revocations, lists = {}, {}
    for issuer in registry.issuers.values():
        if issuer.revocation_list:
            name = issuer.revocation_list.rpartition("/")[2]
            text = (SAMPLES / "ob20/assets" / name).read_text("utf-8")
            revocations[issuer.revocation_list] = read_revocation_list(
                text, issuer.revocation_list, issuer.ident, NOW
            )
    for document in documents:
        status, ident = document.get("credentialStatus"), document.get("id")
        issuer_id = next(_issuers([document]), "")
        if not isinstance(status, dict):
            continue
        if "statusListCredential" in status:
            url = status["statusListCredential"]
            text = (SAMPLES / "ob30/bit-string-list/testlist").read_text("utf-8")
            try:
                lists[url] = check_status_list(text, url, registry.issuers[issuer_id], NOW)
            except BadList:
                continue
        elif "revoked" in str(ident):
            text = json.dumps({"issuer": issuer_id, "revokedCredential": [{"id": ident}]})
            revocations[status["id"]] = read_revocation_list(text, status["id"], issuer_id, NOW)
    return TrustRegistry(
        issuers=registry.issuers,
        hosted=registry.hosted,
        status_lists=lists,
        revocations=revocations,
    )


def table() -> str:
    lines = ["| sample | official | ours | reason | |", "|---|---|---|---|---|"]
    for row in rows():
        why = "" if row.agrees else WHY.get(row.sample, "**unexplained**")
        lines.append(
            f"| {row.sample} | {row.official} | {row.found.verdict} | {row.found.reason} | {why} |"
        )
    return "\n".join(lines)


def update_docs() -> str:
    """The text of docs/badges.md with fresh vectors and fresh tables between its markers."""
    text = DOCS.read_text("utf-8")
    tables = (("conformance", table()), ("w3c", w3c.table()), ("vectors", listing()))
    for name, fresh in tables:
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        head, _, rest = text.partition(begin)
        text = f"{head}{begin}\n{fresh}\n{end}{rest.partition(end)[2]}"
    return text


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        DOCS.write_text(update_docs(), "utf-8")
    else:
        print(table())
