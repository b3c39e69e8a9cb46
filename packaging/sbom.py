"""`sbom.py`: what is in the product, and under which licence.

Writes build/sbom.cdx.json (CycloneDX 1.6) and resources/licences.json for the About screen, from
the installed packages that the program depends on and from parts.toml. `--check` writes nothing
and exits 1 when licences.json is out of date.
"""

import argparse
import hashlib
import json
import sys
import uuid
from pathlib import Path
from typing import Any

from inventory import ROOT, Part, parts

SBOM = ROOT / "build" / "sbom.cdx.json"
LICENCES = ROOT / "resources" / "licences.json"
_TYPES = {"library": "library", "font": "library", "data": "data", "application": "application"}


def component(part: Part) -> dict[str, Any]:
    """One component of CycloneDX; its files with their digests inside it."""
    made: dict[str, Any] = {
        "type": _TYPES[part.kind],
        "bom-ref": part.purl or f"part:{part.name}",
        "name": part.name,
        "version": part.version,
        "supplier": {"name": part.supplier},
        "description": part.about,
        "licenses": [{"expression": part.licence}] if part.spdx
        else [{"license": {"name": part.licence}}],
    }  # fmt: skip
    if part.purl:
        made["purl"] = part.purl
    if part.source.startswith("https:"):
        made["externalReferences"] = [{"type": "website", "url": part.source}]
    if part.files:
        made["components"] = [_file(path) for path in part.files]
    return made


def _file(path: Path) -> dict[str, Any]:
    inside = path.relative_to(ROOT).as_posix()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {
        "type": "file",
        "bom-ref": f"file:{inside}",
        "name": inside,
        "hashes": [{"alg": "SHA-256", "content": digest}],
    }


def bom(version: str) -> dict[str, Any]:
    """The whole document; the same content has the same serial number."""
    components = [component(part) for part in parts()]
    product = f"pkg:generic/city-of-learning-kiosk@{version}"
    content = json.dumps(components, sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": product,
                "purl": product,
                "name": "city-of-learning-kiosk",
                "version": version,
                "licenses": [{"expression": "Apache-2.0"}],
            }
        },
        "components": components,
        "dependencies": [{"ref": product, "dependsOn": [each["bom-ref"] for each in components]}],
    }


def licences() -> str:
    """licences.json: every part with its licence; each text once, by the beginning of its digest.

    `{"parts": [{"name", "version", "licence", "kind", "about", "source", "texts"}], "texts": {}}`
    """
    texts: dict[str, str] = {}
    listed = []
    for part in parts():
        keys = []
        for text in part.texts:
            key = hashlib.sha256(text.encode()).hexdigest()[:12]
            texts[key] = text
            keys.append(key)
        listed.append({
            "name": part.name, "version": part.version, "licence": part.licence,
            "kind": part.kind, "about": part.about, "source": part.source, "texts": keys,
        })  # fmt: skip
    return json.dumps({"parts": listed, "texts": texts}, ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    """Write both, or compare the committed one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    fresh = licences()
    if options.check:
        if not LICENCES.exists() or LICENCES.read_text("utf-8") != fresh:
            print("resources/licences.json is out of date: run packaging/sbom.py", file=sys.stderr)
            return 1
        return 0
    sys.path.insert(0, str(ROOT))
    from kiosk import __version__

    LICENCES.write_text(fresh, "utf-8")
    SBOM.parent.mkdir(exist_ok=True)
    SBOM.write_text(json.dumps(bom(__version__), ensure_ascii=False, indent=1) + "\n", "utf-8")
    listed = parts()
    print(f"{len(listed)} parts in {SBOM.relative_to(ROOT)} and {LICENCES.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
