"""W3C's own signed test vectors under our check of proofs, for the table in docs/badges.md.

Only the proof is looked at here, with the vocabulary of W3C's examples lent: none is a badge.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.badges import linked
from kiosk.badges.multikey import BadKey, pem_of_did_key

FOLDER = Path(__file__).parent.parent / "fixtures" / "badges" / "w3c"
EXAMPLES = {
    "https://www.w3.org/ns/credentials/examples/v2": {
        "@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
    }
}
HOLDS = "holds"
WHY = {
    "JCS": "canonicalization by JCS is a suite we do not carry; a kiosk says older format",
    "Ed25519Signature2020": "the form before Data Integrity; a kiosk says older format",
    "ecdsa-sd-2023": "selective disclosure is a suite we do not carry; a kiosk says older format",
    "employ": "its vocabulary lives on the web, and is not fetched",
    "proof-": "several proofs of one suite: which one counts is ambiguous",
}


@dataclass(frozen=True)
class Vector:
    name: str
    suite: str
    outcome: str

    @property
    def why(self) -> str:
        """Why a published proof is not accepted; empty where it is."""
        if self.outcome == HOLDS:
            return ""
        if "-jcs-" in self.suite:
            return WHY["JCS"]
        return next((why for part, why in WHY.items() if part in self.name), "**unexplained**")


def document(name: str) -> dict[str, Any]:
    """A vector as published."""
    value: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return value


def proofs(name: str) -> list[dict[str, Any]]:
    """Its proofs: one, or those of a set or chain."""
    found = document(name)["proof"]
    return found if isinstance(found, list) else [found]


def vectors() -> Iterator[Vector]:
    """Every vector on disk, with what our check says."""
    for path in sorted(FOLDER.glob("*.json")):
        suites = {proof.get("cryptosuite", proof["type"]) for proof in proofs(path.stem)}
        yield Vector(path.stem, ", ".join(sorted(suites)), _outcome(path.stem))


def _outcome(name: str) -> str:
    try:
        pem = pem_of_did_key(proofs(name)[0]["verificationMethod"])
        linked.check_proof_only(document(name), pem, EXAMPLES)
    except linked.UnknownContext:
        return "vocabulary not carried"
    except (linked.Refused, BadKey):
        return "not accepted"
    return HOLDS


def table() -> str:
    lines = ["| vector | suite | ours | |", "|---|---|---|---|"]
    for each in vectors():
        lines.append(f"| {each.name} | {each.suite} | {each.outcome} | {each.why} |")
    return "\n".join(lines)
