"""Lint and format check of all QML: `qml_check.py [--write]`.

The Python types that QML imports as Kiosk.Backend are written as a qmltypes file first, so that
qmllint knows them.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QML = ROOT / "kiosk" / "qml"
BIN = Path(sys.executable).parent
BACKEND = ROOT / "build" / "qmltypes" / "Kiosk" / "Backend"


def backend_types() -> None:
    """Kiosk.Backend's qmldir and qmltypes from the Python sources that register QML types."""
    BACKEND.mkdir(parents=True, exist_ok=True)
    classes = []
    for path in sorted((ROOT / "kiosk" / "ui").rglob("*.py")):
        if "@QmlElement" not in path.read_text("utf-8"):
            continue
        made = BACKEND / f"{path.stem}.json"
        subprocess.run(
            [str(BIN / "pyside6-metaobjectdump"), "-c", "-o", str(made), str(path)], check=True
        )
        classes += json.loads(made.read_text("utf-8"))
    for declared in (each for file in classes for each in file["classes"]):
        declared["object"] = True  # the dump does not see it through a base class of ours
    everything = BACKEND / "all.json"
    everything.write_text(json.dumps(classes), "utf-8")
    subprocess.run(
        [
            str(BIN / "pyside6-qmltyperegistrar"), str(everything),
            "--import-name=Kiosk.Backend", "--major-version=1", "--minor-version=0",
            f"--generate-qmltypes={BACKEND / 'backend.qmltypes'}",
            "-o", str(BACKEND / "unused.cpp"),
        ],
        # It warns of every Qt base class, which qmllint finds in Qt's own qmltypes.
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    (BACKEND / "qmldir").write_text("module Kiosk.Backend\ntypeinfo backend.qmltypes\n", "utf-8")


def lint(files: list[Path]) -> int:
    """qmllint without a single warning; its exit code."""
    command = [str(BIN / "pyside6-qmllint"), "-W", "0"]
    command += ["-I", str(QML), "-I", str(BACKEND.parent.parent), *map(str, files)]
    return subprocess.run(command, check=False).returncode


def unformatted(files: list[Path], *, write: bool) -> list[Path]:
    """The files that qmlformat would change; with `write`, it changes them."""
    found = []
    for path in files:
        done = subprocess.run(
            [str(BIN / "pyside6-qmlformat"), str(path)],
            check=True, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip
        if done.stdout != path.read_text("utf-8"):
            found.append(path)
            if write:
                path.write_text(done.stdout, "utf-8")
    return found


def main(arguments: list[str]) -> int:
    """0 when all is in order (or was written)."""
    write = arguments == ["--write"]
    files = sorted(QML.rglob("*.qml"))
    odd = unformatted(files, write=write)
    for path in odd:
        print(f"{'formatted' if write else 'not formatted'}: {path.relative_to(ROOT)}")
    if write:
        return 0
    backend_types()
    return lint(files) or bool(odd)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
