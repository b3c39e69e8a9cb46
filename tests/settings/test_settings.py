"""Whatever somebody typed into the settings, the kiosk opens and says what it ignored."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.settings import BadSetting, Settings, load, size


def test_no_file_and_no_environment_give_the_defaults() -> None:
    assert load(None, {}) == (Settings(), [])


def test_the_environment_overrules_the_file(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text('language = "lt"\nidle_seconds = 60\nmap = false\n', "utf-8")
    settings, problems = load(file, {"COL_LANGUAGE": "en"})
    assert problems == []
    assert (settings.language, settings.idle_seconds, settings.map) == ("en", 60.0, False)


def test_each_bad_setting_is_named_and_the_good_ones_still_count(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(
        'width = "wide"\nheight = 99999\nmap = "perhaps"\nlanguage = 7\nshoes = 2\nplace = "mes"\n',
        "utf-8",
    )
    settings, problems = load(file, {})
    assert settings == Settings(place="mes")
    named = {str(problem).split(":")[0] for problem in problems}
    assert named == {"width", "height", "map", "language", "shoes"}


@pytest.mark.parametrize("content", [b"\xff\xfe\x00garbage", b"= = =", b"[unclosed"])
def test_a_garbage_file_is_said_and_the_kiosk_opens(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_bytes(content)
    settings, problems = load(file, {})
    assert settings == Settings()
    assert len(problems) == 1
    assert "is not TOML" in str(problems[0])


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    settings, problems = load(tmp_path / "none.toml", {})
    assert settings == Settings()
    assert "cannot be read" in str(problems[0])


@given(st.dictionaries(st.sampled_from(["COL_WIDTH", "COL_MAP", "COL_IDLE_SECONDS"]), st.text()))
def test_no_value_at_all_stops_the_kiosk(environment: dict[str, str]) -> None:
    settings, _ = load(None, environment)
    assert 320 <= settings.width <= 7680
    assert 5 <= settings.idle_seconds <= 3600


@pytest.mark.parametrize("text", ["1080", "1080x", "x1920", "1e3x900", "10x10", "99999x1080"])
def test_a_size_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(BadSetting):
        size(text)


def test_a_size_is_width_and_height_in_pixels() -> None:
    assert size("1080x1920") == (1080, 1920)


@pytest.mark.parametrize("scanner", ["auto", "keyboard", "evdev:/dev/input/event3", "serial:COM3"])
def test_a_scanner_is_named_by_its_kind_and_path(scanner: str) -> None:
    settings, problems = load(None, {"COL_SCANNER": scanner})

    assert (settings.scanner, problems) == (scanner, [])


@pytest.mark.parametrize("scanner", ["", "evdev", "evdev:", "usb:/dev/x", "serial:a b"])
def test_a_scanner_that_makes_no_sense_is_named_and_the_kiosk_looks_for_one(scanner: str) -> None:
    settings, problems = load(None, {"COL_SCANNER": scanner})

    assert settings.scanner == "auto"
    assert ["scanner" in str(problem) for problem in problems] == [True]
