"""Whoever asks what is in the product gets a whole and true answer."""

import importlib.util
import json
import re
from pathlib import Path

import inventory
import pytest
import sbom

from kiosk.licences import licences


def test_the_page_of_licences_is_what_is_installed() -> None:
    assert sbom.LICENCES.read_text("utf-8") == sbom.licences(), "run packaging/sbom.py"


def test_every_part_has_a_name_a_version_a_licence_and_a_source() -> None:
    found = licences()
    assert len(found.parts) > 50
    for part in found.parts:
        assert part.name
        assert part.version
        assert part.licence
        assert part.source
        assert part.about, part.name


def test_the_great_parts_are_named() -> None:
    names = {part.name for part in licences().parts}
    assert {"Qt", "Chromium", "FFmpeg", "maplibre-gl", "supercluster", "Onest"} <= names
    assert {"SQLAlchemy", "cryptography", "zxing-cpp", "OpenStreetMap"} <= names


def test_texts_of_licences_can_be_read() -> None:
    found = licences()
    maplibre = next(part for part in found.parts if part.name == "maplibre-gl")
    assert "MapLibre" in found.words(maplibre)
    silent = next(part for part in found.parts if part.name == "OpenStreetMap")
    assert found.words(silent) == ""


def test_every_vendored_file_is_accounted_for(project: Path) -> None:
    counted = {path for part in inventory.parts() for path in part.files}
    there = {
        path
        for folder in ("fonts", "icons", "map", "sounds", "cities/vilnius", "cities/helsinki")
        for path in (project / "resources" / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert there - counted == set()


def test_vendored_javascript_has_the_version_its_own_file_says(project: Path) -> None:
    part = next(part for part in inventory.parts() if part.name == "maplibre-gl")
    head = (project / "resources/map/lib/maplibre-gl-csp.js").read_text("utf-8")[:4000]
    said = re.search(r"v(\d+\.\d+\.\d+)", head)
    assert said is not None
    assert said[1] == part.version


@pytest.mark.skipif(
    not (importlib.util.find_spec("cyclonedx") and importlib.util.find_spec("jsonschema")),
    reason="cyclonedx-python-lib with its validation is not installed",
)
def test_the_sbom_keeps_to_its_standard() -> None:
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(sbom.bom("0.1.0")))
    assert fault is None


def test_the_same_content_has_the_same_serial_number() -> None:
    first, second = sbom.bom("0.1.0"), sbom.bom("0.1.0")
    assert first == second
    references = [each["bom-ref"] for each in first["components"]]
    assert len(references) == len(set(references))
