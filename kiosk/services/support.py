"""The support bundle: what somebody far away needs to know of a kiosk that is ill, and no person.

One zip of text: the doctor's word, versions, logs, crash reports. No database, no identity, no
settings of people. Everything goes through the scrubber once more, and names that stand on this
kiosk's rosters are taken out wherever they might have slipped in.
"""

import datetime as dt
import io
import json
import os
import platform
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from sync import __version__
from sync.crashes import CrashFolder
from sync.logs import FOLDER, scrubbed
from sync.store.errors import StoreError
from sync.store.people import People

LARGEST_LOG = 2_000_000
"""Bytes of one log file from its end."""
README = """Support bundle of a learning kiosk. Plain text, nothing secret, nobody's name.
doctor.txt   what is wrong and what to do, in English and Lithuanian
doctor.json  the same for programs
system.txt   versions of program and machine
logs/        what the program wrote, a JSON object a line
crashes/     kinds of errors and lines of the program
"""

Doctor = Callable[[], tuple[str, str, str]]
"""The doctor's word in English, in Lithuanian and as JSON."""


def bundle(data: Path, doctor: Doctor, names: Sequence[str] = ()) -> bytes:
    """The zip. What cannot be read is left out and said in it."""
    english, lithuanian, facts = doctor()
    files = {
        "README.txt": README,
        "doctor.txt": f"{english}\n\n{'=' * 40}\n\n{lithuanian}\n",
        "system.txt": _system(),
    }
    for path in sorted((data / FOLDER).glob("*.log*")):
        files[f"logs/{path.name}"] = _tail(path)
    for path in sorted(CrashFolder(data).path.glob("*.json")):
        files[f"crashes/{path.name}"] = _tail(path)
    status = data / "updates" / "status.json"
    if status.is_file():
        files["updates.json"] = _tail(status)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, scrubbed(_homeless(text), names))
        # Word by word: a number of bytes may look like a number of a person.
        plain = _each_word(json.loads(facts), lambda text: scrubbed(_homeless(text), names))
        archive.writestr("doctor.json", json.dumps(plain, ensure_ascii=False, indent=1))
    return out.getvalue()


def file_name(place: str, now: dt.datetime) -> str:
    """What the bundle is called: a place's id may hold signs that no disk takes."""
    plain = "".join(each if each.isalnum() or each in "-_" else "-" for each in place) or "kiosk"
    return f"support-{plain}-{now:%Y%m%d-%H%M}.zip"


def names_here(people: People, activities: Iterable[str]) -> list[str]:
    """Every name, and each word of it, that a roster of this kiosk or a staff account has."""
    try:
        labels = [account.label for account in people.staff()]
        for activity in people.counts(activities):
            labels += [each.label for each in people.roster(activity)]
    except (StoreError, OSError):
        return []
    return sorted({part for label in labels for part in (label, *label.split()) if len(part) > 2})


def _system() -> str:
    lines = [
        f"kiosk {__version__}", f"Python {platform.python_version()}", platform.platform(),
    ]  # fmt: skip
    try:
        release = platform.freedesktop_os_release()
        lines.append(release.get("PRETTY_NAME", ""))
    except OSError:
        lines.append("no /etc/os-release")
    lines.append(f"processors {os.cpu_count()}")
    return "\n".join(lines) + "\n"


def _tail(path: Path) -> str:
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - LARGEST_LOG))
            return file.read().decode("utf-8", "replace")
    except OSError as error:
        return f"{path.name} cannot be read: {error.strerror}\n"


def _each_word(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {name: _each_word(each, change) for name, each in value.items()}
    if isinstance(value, list):
        return [_each_word(each, change) for each in value]
    return change(value) if isinstance(value, str) else value


def _homeless(text: str) -> str:
    """A home folder has a name in it."""
    return text.replace(str(Path.home()), "~")
