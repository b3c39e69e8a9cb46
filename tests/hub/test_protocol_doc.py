"""docs/protocol.md says what the hub does: its codes, addresses and feeds are those of the code."""

import json
import re
from pathlib import Path

import requests

from sync.protocol.feeds import FEEDS

from .running import Running

ROOT = Path(__file__).parent.parent.parent
DOC = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")


def test_every_error_code_is_explained_and_every_explained_one_exists() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "sync/hub").glob("*.py"))
    used = set(re.findall(r'(?:HubProblem|problem)\(\s*\d{3}, "(\w+)"', source))
    used |= {"not_found", "method_not_allowed"}
    told = DOC.partition("## Errors")[2]
    assert set(re.findall(r"`(\w+)`", told)) - {"detail"} >= used
    rows = [line for line in told.splitlines() if re.match(r"\| \d{3} ", line)]
    explained = {code for row in rows for code in re.findall(r"`([a-z_]+)`", row)}
    assert explained == used


def test_every_result_code_is_explained() -> None:
    source = (ROOT / "sync/hub/checkins.py").read_text(encoding="utf-8")
    used = set(re.findall(r'(?:_Refusal\(|_rejected\([^"]*|CONFLICT, )"(\w+)"', source))
    rows = re.findall(r"^\| `(?:conflict|rejected)` \| `(\w+)`", DOC, re.MULTILINE)
    assert used
    assert used == set(rows)


def test_every_address_of_the_program_interface_is_told(shared_hub: Running) -> None:
    described = requests.get(f"{shared_hub.url}/openapi.json").json()
    for path in described["paths"]:
        start = path.split("{")[0]
        assert start in DOC, path
    for kind in FEEDS:
        assert f"`{kind}`" in DOC
    assert {"Manifest", "RpdePage", "CheckIn", "Problem"} <= set(described["components"]["schemas"])


def test_every_reference_of_the_description_leads_somewhere(shared_hub: Running) -> None:
    text = requests.get(f"{shared_hub.url}/openapi.json").text
    schemas = json.loads(text)["components"]["schemas"]
    assert set(re.findall(r"#/components/schemas/(\w+)", text)) <= set(schemas)
