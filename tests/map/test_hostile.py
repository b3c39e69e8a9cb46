"""A page gone bad, and a hostile site without the gate before it: nothing opens or leaves."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.webengine, pytest.mark.timeout(200)]
Drive = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    "what",
    [
        "a selection menu", "a context menu", "a tooltip", "a permission", "a download",
        "a file dialog", "a colour dialog", "a print", "a protocol handler",
        "the screen's picture", "a window", "a dialog", "a login", "a certificate",
    ],
)  # fmt: skip
def test_the_view_is_asked_and_says_no(drive: Drive, what: str) -> None:
    seen = drive("site")
    assert seen["arrived"]
    assert seen["denials"].get(what, 0) >= 1


@pytest.mark.parametrize(
    ("wish", "answer"),
    [
        ("permission", "refused"), ("camera", "refused"), ("notification", "refused"),
        ("clipboard", "refused"), ("filesystem", "refused"), ("fullscreen", "refused"),
        ("screen", "refused"), ("prompt", "refused"), ("key", "refused"),
    ],
)  # fmt: skip
def test_the_page_hears_that_it_was_refused(drive: Drive, wish: str, answer: str) -> None:
    assert str(drive("site")["said"][wish]).startswith(answer)


def test_nothing_came_of_it(drive: Drive) -> None:
    seen = drive("site")
    assert seen["windows"] == 1
    assert seen["visible"]
    assert seen["full"] == "Windowed"
    assert not seen["resized"]
    assert seen["downloaded"] == 0
    assert not seen["popup"]
    assert not seen["past_certificate"]


def test_behind_the_gate_no_request_reaches_the_network(drive: Drive) -> None:
    seen = drive("gated")
    assert seen["ready"]
    assert seen["tries"] >= 12
    assert seen["asked"] == []
    assert seen["blocked"] >= 1
    assert seen["here"] == "kiosk://map/index.html"
