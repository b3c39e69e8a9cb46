"""Run the bundle where nothing helps it: no Python, no environment, a user that never was here."""

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

STRANGER = 61_234
"""A user id without an account."""


class Room:
    """A home folder, an environment with little in it, and the program under test."""

    def __init__(self, command: list[str], home: Path, *, stranger: bool) -> None:
        self.command = command
        self.home = home
        tools = home / "bin"
        tools.mkdir()
        for tool in ("Xvfb",):
            found = shutil.which(tool)
            if found:
                (tools / tool).symlink_to(found)
        self.environment = {"HOME": str(home), "PATH": str(tools), "LANG": "C.UTF-8"}
        self.as_stranger = stranger and os.geteuid() == 0
        if self.as_stranger:
            for path in (home, tools):
                os.chown(path, STRANGER, STRANGER)

    def start(
        self, *arguments: str, extra: dict[str, str] | None = None, **options: Any
    ) -> "subprocess.Popen[str]":
        """Start a command; it heads a process group of its own."""
        if self.as_stranger:
            options |= {"user": STRANGER, "group": STRANGER, "extra_groups": []}
        return subprocess.Popen(
            [*self.command, *arguments], cwd=self.home, env={**self.environment, **(extra or {})},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
            **options,
        )  # fmt: skip

    def run(self, *arguments: str, seconds: float = 120) -> tuple[int, str, str]:
        """A command to its end: exit code, output, errors."""
        process = self.start(*arguments)
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            end(process)
            return -1, "", f"not done in {seconds:.0f} s"
        return process.returncode, out, err


def end(process: "subprocess.Popen[str]") -> None:
    """End a process with all that it started."""
    try:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.communicate()


@contextmanager
def room(command: list[str], *, stranger: bool = True) -> Iterator[Room]:
    """A room in a temporary folder; only root can be a `stranger` there."""
    with tempfile.TemporaryDirectory(prefix="empty-room-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        yield Room(command, home, stranger=stranger)


@contextmanager
def hub(inside: Room, database: str, token: str) -> Iterator[str]:
    """The bundle's own hub; its address."""
    process = inside.start(
        "hub", "--database", database, "--port", "0", "--poll", "2",
        extra={"COL_HUB_ADMIN_TOKEN": token},
    )  # fmt: skip
    try:
        yield _address(process)
    finally:
        end(process)


def _address(process: "subprocess.Popen[str]") -> str:
    if process.stdout is None:
        raise RuntimeError("the hub's output is not read")
    for line in process.stdout:
        if found := re.search(r"hub listening on (\S+)", line):
            return found[1]
    raise RuntimeError(f"the hub ended: {process.stderr.read() if process.stderr else ''}")


def admin(address: str, token: str, method: str, path: str, body: object = None) -> Any:
    """One request to the hub's admin API; its JSON, or None."""
    request = urllib.request.Request(
        address + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        content = answer.read()
    return json.loads(content) if content else None


class Display:
    """An Xvfb whose picture can be read as a file."""

    def __init__(self, folder: Path, width: int, height: int) -> None:
        self._file = folder / "Xvfb_screen0"
        read_end, write_end = os.pipe()
        command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24"]
        self._server = subprocess.Popen(
            [*command, "-nolisten", "tcp", "-dpi", "96", "-fbdir", str(folder), "-ac"],
            pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write_end)
        with os.fdopen(read_end) as answer:
            self.name = f":{answer.readline().strip()}"

    def colours(self) -> int:
        """How many colours a grid of points over the screen has; 1 before the first frame."""
        content = self._file.read_bytes()
        points = content[4096 : len(content) // 4 * 4]
        step = len(points) // 4 // 20_011 * 4
        return len({points[i : i + 3] for i in range(0, len(points) - 4, step)})

    def close(self) -> None:
        """Take it down."""
        self._server.terminate()
        self._server.wait()


def processes(session: int) -> list[int]:
    """Every process of this session."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended while we looked
        if int(fields[3]) == session:
            found.append(int(folder.name))
    return found


def cpu_seconds(session: int) -> float:
    """Processor time that a session has used so far."""
    total = 0
    for pid in processes(session):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def memory_mb(session: int) -> float:
    """Proportional set size of a session in MB."""
    total = 0
    for pid in processes(session):
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1])  # type: ignore[index]
    return total / 1000


def until(condition: Any, seconds: float, step: float = 0.01) -> float | None:
    """Seconds until the condition held; None when it did not in time."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if condition():
            return time.monotonic() - began
        time.sleep(step)
    return None
