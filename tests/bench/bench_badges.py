"""From a scan to a verdict, beside openbadgeslib alone; p50, p99 and worst in milliseconds.

    python tests/bench/bench_badges.py [--small]

`here` is judged in this process; `child` goes to the warm checking process and back, as on a
kiosk. Budget: p99 of 20 ms for tokens; Data Integrity, which canonicalizes RDF, is shown beside.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from openbadgeslib.ob2 import OB2Verifier
from openbadgeslib.ob3 import OB3LdpVerifier, OB3Verifier

from kiosk.badges.checker import BadgeChecker
from kiosk.badges.judge import judge
from kiosk.badges.linked import never_download
from kiosk.badges.multikey import to_pem
from kiosk.domain.scan import Scan, classify
from tests.badges.made import ISSUER, KEY, bits, credential, registry, signed_json, signed_jwt
from tests.badges.made import status_entry as entry
from tests.badges.test_judge_others import OB2
from tests.badges.vectors import vectors

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BUDGET = 20.0
TRUST = registry(lists=(bits(),))
CLAIMS: dict[str, Any] = {"iss": ISSUER, "sub": "did:example:holder-17", "nbf": 1_777_629_600}


def badges() -> Iterator[tuple[str, str]]:
    document = credential(credentialStatus=entry())
    passes = list(vectors())
    yield "city pass (CWT)", passes[0].text
    yield "compact badge (CWT)", passes[1].text
    yield "OB 2.0 JWS, Ed25519", signed_jwt(dict(OB2), header={"typ": "JWT"})
    yield "OB 3.0 VC-JWT", signed_jwt(document, jti=document["id"], **CLAIMS)
    yield "OB 3.0 Data Integrity", signed_json(document)


def measure(work: Callable[[], object], rounds: int) -> tuple[str, float]:
    for _ in range(3):
        work()
    spans = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        spans.append((time.perf_counter() - begun) * 1000)
    cuts = statistics.quantiles(spans, n=100)
    return f"p50 {cuts[49]:7.2f}  p99 {cuts[98]:7.2f}  worst {max(spans):7.2f}", cuts[98]


def alone(name: str, text: str) -> Callable[[], object] | None:
    """The same check by the library alone, where it has one; no status, no issuer look-up."""
    pem = to_pem(KEY.public_key())
    if "VC-JWT" in name:
        jwt = OB3Verifier(pubkey_pem=pem)
        return lambda: jwt.verify(text, download=never_download)
    if "Data Integrity" in name:
        linked = OB3LdpVerifier(pubkey_pem=pem)
        return lambda: linked.verify(json.loads(text), download=never_download)
    if "2.0" in name:
        old = OB2Verifier(pubkey_pem=pem, download=never_download)
        return lambda: old.verify(text)
    return None


def accepted(scan: Scan) -> None:
    found = judge(scan, TRUST, NOW)
    if not found.verdict.accepted:
        raise AssertionError(f"benchmark would time a refusal: {found}")


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a few rounds, to see that it runs")
    rounds = 30 if parser.parse_args(argv).small else 1_000
    slow = []
    with BadgeChecker(TRUST) as checker:
        checker.warm_up()
        for name, text in badges():
            data = text.encode()
            accepted(classify(data, TRUST.hosts))
            print(f"{name}, {len(data)} bytes")
            for where, work in (
                ("here", lambda data=data: judge(classify(data, TRUST.hosts), TRUST, NOW)),
                ("child", lambda data=data: checker.judge(classify(data, TRUST.hosts), NOW)),
                ("openbadgeslib", alone(name, text)),
            ):
                if work is None:
                    continue
                try:
                    line, p99 = measure(work, rounds)
                except Exception as error:  # noqa: BLE001 - a peer that refuses is a result too
                    line, p99 = f"refuses it: {error}", 0.0
                print(f"  {where:14} {line}")
                if where != "openbadgeslib" and "Data Integrity" not in name and p99 > BUDGET:
                    slow.append(f"{name}, {where}")
    print(f"budget p99 {BUDGET} ms: {'kept' if not slow else 'missed by ' + '; '.join(slow)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
