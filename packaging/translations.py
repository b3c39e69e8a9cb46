"""Translations: from JSON in resources/i18n/fragments to the .qm files the screen loads.

    translations.py build     write resources/i18n/kiosk_<language>.qm
    translations.py check     fail on a string without translation, or a translation without string

The strings are read from QML and Python by lupdate. A file <area>_<language>.json maps each
English source text to its translation, or to the list of its plural forms in the language's own
order; a key written `Context::source` is for that context alone. English needs plurals only.
"""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
I18N = ROOT / "resources" / "i18n"
BUILD = ROOT / "build" / "i18n"
BIN = Path(sys.executable).parent
LANGUAGES = ("en", "lt", "fi", "fr", "nl", "pl", "ru", "uk")

Catalogue = dict[str, str | list[str]]


def extract(language: str) -> ET.ElementTree:
    """Every string of the program as an empty .ts of this language."""
    BUILD.mkdir(parents=True, exist_ok=True)
    path = BUILD / f"kiosk_{language}.ts"
    path.unlink(missing_ok=True)
    sources = [
        str(each.relative_to(ROOT))
        for pattern in ("kiosk/**/*.qml", "kiosk/**/*.py")
        for each in sorted(ROOT.glob(pattern))
    ]
    command = [str(BIN / "pyside6-lupdate"), *sources]
    command += ["-ts", str(path), "-source-language", "en", "-target-language", language]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode or not path.exists():
        raise SystemExit(f"lupdate failed: {done.stdout}{done.stderr}")
    return ET.parse(path)


def catalogue(language: str) -> Catalogue:
    """All JSON files of a language as one; a source that two files translate apart is an error."""
    whole: Catalogue = {}
    for path in sorted(I18N.glob(f"fragments/*_{language}.json")):
        for source, translation in json.loads(path.read_text("utf-8")).items():
            if whole.get(source, translation) != translation:
                raise SystemExit(f"{path.name}: {source!r} is translated otherwise elsewhere")
            whole[source] = translation
    return whole


def fill(tree: ET.ElementTree, words: Catalogue, language: str) -> tuple[list[str], set[str]]:
    """Write the words into the tree; the strings without any, and the keys that were used."""
    missing: list[str] = []
    used: set[str] = set()
    for context in tree.iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            source = message.findtext("source", "")
            key = next((k for k in (f"{name}::{source}", source) if k in words), None)
            plural = message.get("numerus") == "yes"
            if key is None:
                if language != "en" or plural:
                    missing.append(f"{name}: {source}")
                else:
                    _write(message, source)
                continue
            used.add(key)
            forms = words[key]
            if plural != isinstance(forms, list):
                missing.append(f"{name}: {source} ({'needs' if plural else 'has no'} plural forms)")
            else:
                _write(message, forms)
    return missing, used


def _write(message: ET.Element, words: str | list[str]) -> None:
    target = message.find("translation")
    if target is None:
        target = ET.SubElement(message, "translation")
    target.attrib.pop("type", None)
    for form in list(target):
        target.remove(form)
    if isinstance(words, str):
        target.text = words
    else:
        for words_of_form in words:
            ET.SubElement(target, "numerusform").text = words_of_form


def build() -> int:
    """Write the .qm of each language."""
    for language in LANGUAGES:
        tree = extract(language)
        fill(tree, catalogue(language), language)
        path = BUILD / f"kiosk_{language}.ts"
        tree.write(path, "utf-8", xml_declaration=True)
        out = I18N / f"kiosk_{language}.qm"
        subprocess.run(
            [str(BIN / "pyside6-lrelease"), "-silent", str(path), "-qm", str(out)], check=True
        )
    return 0


def check() -> int:
    """1 and a list on standard error when a language is not complete."""
    faults = 0
    for language in LANGUAGES:
        words = catalogue(language)
        missing, used = fill(extract(language), words, language)
        for each in missing:
            print(f"{language}: not translated: {each}", file=sys.stderr)
        for each in sorted(set(words) - used):
            print(f"{language}: no longer used: {each}", file=sys.stderr)
        faults += len(missing) + len(set(words) - used)
    return 1 if faults else 0


if __name__ == "__main__":
    commands = {"build": build, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        raise SystemExit(__doc__)
    sys.exit(commands[sys.argv[1]]())
