"""Whatever the hub's own description allows, and whatever it does not: never a fault of the hub."""

import contextlib
import logging
from collections import Counter
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from .running import ADMIN, Running, enrol

ADMINS = ("/admin", "/checkins", "/awards")
logging.getLogger("urllib3").setLevel(logging.ERROR)


def fuzz(running: Running, who: str, examples: int) -> Counter[int]:
    """Ask every operation so often, good and bad; how often each status came. `who` is nobody, or
    somebody: the admin where only the admin may ask, else a kiosk."""
    kiosk = enrol(running.url)
    schema = schemathesis.openapi.from_url(f"{running.url}/openapi.json")
    schema.config.generation.modes = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
    seen: Counter[int] = Counter()
    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            @settings(max_examples=examples, deadline=None, database=None, derandomize=True,
                      suppress_health_check=list(HealthCheck))  # fmt: skip
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case: Any) -> None:
                known = ADMIN if case.path.startswith(ADMINS) else kiosk.headers
                answer = case.call(headers=known if who == "somebody" else {}, timeout=20)
                seen[answer.status_code] += 1
                where = f"{case.method} {case.formatted_path}"
                assert answer.status_code not in (500, 502), (where, case.body, answer.text)
                if answer.status_code >= 400 and not case.path.startswith(("/a/", "/s", "/manage")):
                    assert "application/problem+json" in answer.headers["content-type"], where

            # What takes nothing cannot be asked wrongly.
            with contextlib.suppress(Unsatisfiable):
                ask()
    return seen


def test_no_request_that_can_be_described_is_a_fault(own_hub: Running) -> None:
    seen = fuzz(own_hub, "somebody", examples=1)
    assert seen[200] > 5
    assert sum(seen.values()) > 30


@pytest.mark.slow
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("who", ["nobody", "somebody"])
def test_nor_are_very_many(own_hub: Running, who: str) -> None:
    seen = fuzz(own_hub, who, examples=100)
    print(who, dict(sorted(seen.items())))
    assert sum(seen.values()) > 1000
