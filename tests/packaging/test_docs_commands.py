"""What the documents tell people to type works."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = (
    "docs/operating.md",
    "docs/youth-worker.md",
    "docs/developer.md",
    "README.md",
    "packaging/windows/README.md",
)
BLOCK = re.compile(r"^```(sh[^\n]*)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\(([^)#:]+)\)")
OURS = re.compile(r"^(?:\w+=\S+ )*(?:learningkiosk|python main\.py)\b(.*)$", re.M)
PORT = "8470"

SHIMS = f"""set -eu
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
cd "$WORK"
ln -sfn {shlex.quote(str(ROOT / "resources"))} resources
ln -sfn {shlex.quote(str(ROOT / "packaging"))} packaging
mkdir bin
cat >bin/learningkiosk <<'end'
#!/bin/sh
exec "$PY" {shlex.quote(str(ROOT / "main.py"))} "$@"
end
cat >bin/python <<'end'
#!/bin/sh
if [ "$1" = main.py ]; then shift; exec learningkiosk "$@"; fi
exec "$PY" "$@"
end
chmod +x bin/*
export PATH="$WORK/bin:$PATH"
"""


@dataclass(frozen=True)
class Block:
    document: str
    kind: str
    text: str


def blocks(document: str) -> list[Block]:
    text = (ROOT / document).read_text("utf-8")
    return [Block(document, kind.strip(), body) for kind, body in BLOCK.findall(text)]


ALL = [block for document in DOCS for block in blocks(document)]


def free_port() -> str:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.mark.timeout(300)
@pytest.mark.parametrize("document", ["docs/operating.md", "docs/developer.md"])
def test_following_the_document_from_top_to_bottom_works(document: str, tmp_path: Path) -> None:
    for tool in ("curl", "sqlite3"):
        if document.endswith("operating.md") and shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    script = SHIMS + "".join(block.text for block in blocks(document) if block.kind == "sh run")
    # In a terminal `kill %1` needs job control, and another test may use the usual port.
    script = "set -m\n" + script.replace(PORT, free_port())
    # Into a file: a hub that is left behind by a failure would hold a pipe open.
    with (tmp_path / "output").open("w+", encoding="utf-8") as output:
        done = subprocess.run(
            ["timeout", "240", "bash", "-c", script],
            check=False, stdout=output, stderr=output,
            env={
                "PATH": os.environ["PATH"], "PY": sys.executable, "WORK": str(tmp_path),
                "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "share"),
                "LC_ALL": "C.UTF-8",
            },
        )  # fmt: skip
    said = (tmp_path / "output").read_text("utf-8")
    assert done.returncode == 0, said[-5000:]


@pytest.mark.parametrize("block", ALL, ids=lambda block: f"{block.document}:{block.text[:30]!r}")
def test_every_block_is_shell(block: Block) -> None:
    subprocess.run(["bash", "-n"], input=block.text, text=True, check=True)


def test_every_command_in_them_exists() -> None:
    known = {
        "", "run", "demo", "tour", "hub", "import", "sync", "enrol", "search", "scan", "badge",
        "doctor", "city", "support", "update", "hub-code", "usage",
    }  # fmt: skip
    used = {
        (shlex.split(rest.rstrip("\\"), comments=True) or [""])[0]
        .removeprefix("--help")
        .removeprefix("--kiosk")
        for block in ALL
        for rest in OURS.findall(block.text)
    }
    assert used <= known
    assert {"hub", "hub-code", "import", "enrol", "doctor", "support"} <= used


@pytest.mark.parametrize("document", DOCS)
def test_every_file_that_a_document_points_to_is_there(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    here = (ROOT / document).parent
    links = [link for link in LINK.findall(text) if not link.endswith(".png")]
    missing = [link for link in links if not (here / link).exists()]
    assert missing == []


@pytest.mark.parametrize("document", ["docs/operating.md", "docs/developer.md"])
def test_every_path_of_this_project_that_a_document_names_is_there(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    named = re.findall(r"`((?:kiosk|sync|packaging|resources|tests)/[\w./-]+)`", text)
    assert [path for path in named if not (ROOT / path).exists()] == []
