"""`main.py sync [--once] [--data DIR]` and `main.py enrol HUB CODE [--data DIR]`."""

import argparse
import datetime as dt
import json
import os
import queue
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from sync import logs
from sync.client.cycle import Cycle
from sync.client.enrol import enrol, trouble_of
from sync.client.worker import END, Worker, listen
from sync.crash_hooks import CrashHooks
from sync.protocol.errors import SyncError
from sync.store.errors import StoreError
from sync.store.folder import DataFolder
from sync.store.identity import BadIdentity, load_identity

SUCCESS, FINDING, WRONG_USE = 0, 1, 2
NICENESS = 5


def sync_main(argv: Sequence[str]) -> int:
    """Meet the hub once, or until standard input ends."""
    parser = argparse.ArgumentParser(prog="main.py sync", description=sync_main.__doc__)
    parser.add_argument("--once", action="store_true", help="one cycle, then end")
    parser.add_argument("--data", type=Path, default=default_data(), help="the kiosk's data folder")
    arguments = parser.parse_args(argv)
    logs.start(None if arguments.once else arguments.data, "sync")
    hooks = CrashHooks(arguments.data, "sync")
    try:
        folder = DataFolder(arguments.data).make()
        hooks.install()
        return _once(folder) if arguments.once else _keep_on(folder)
    except (OSError, StoreError, SyncError, BadIdentity) as error:
        return _say(error)
    finally:
        hooks.close()


def enrol_main(argv: Sequence[str]) -> int:
    """Make this kiosk known to a hub with a one-time code."""
    parser = argparse.ArgumentParser(prog="main.py enrol", description=enrol_main.__doc__)
    parser.add_argument("hub", nargs="?", help="the hub's address, https://...")
    parser.add_argument("code", nargs="?", help="the one-time code that the hub shows")
    parser.add_argument("--json", action="store_true", help="hub, code and certificate from JSON on"
                        " standard input, the outcome as JSON")  # fmt: skip
    parser.add_argument("--data", type=Path, default=default_data(), help="the kiosk's data folder")
    parser.add_argument("--name", default="", help="what the hub calls this kiosk")
    arguments = parser.parse_args(argv)
    if arguments.json:
        return _enrol_as_told(DataFolder(arguments.data))
    if not arguments.hub or not arguments.code:
        parser.error("a hub and a code are needed")
    try:
        identity = enrol(arguments.hub, arguments.code, DataFolder(arguments.data), arguments.name)
    except (OSError, SyncError) as error:
        return _say(error)
    print(f"enrolled at {identity.hub} for place {identity.place} as {identity.device}")
    return SUCCESS


def _enrol_as_told(folder: DataFolder) -> int:
    """For the screen: a code has no place in a list of processes."""
    told = json.load(sys.stdin)
    try:
        identity = enrol(
            told["hub"], told["code"], folder, told.get("name", ""), told.get("fingerprint", "")
        )
    except (OSError, SyncError) as error:
        print(json.dumps({"trouble": trouble_of(error), "detail": str(error)}))
        return FINDING
    print(json.dumps({"place": identity.place}))
    return SUCCESS


def default_data() -> Path:
    """Where a kiosk keeps its things unless told otherwise (XDG base directories)."""
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "city-of-learning-kiosk"


def _once(folder: DataFolder) -> int:
    identity = load_identity(folder.identity)
    if identity is None:
        print("this kiosk is not enrolled: main.py enrol HUB CODE", file=sys.stderr)
        return FINDING
    cycle = Cycle(folder, identity)
    try:
        report = cycle.run(dt.datetime.now(dt.UTC))
    finally:
        cycle.close()
    for failure in report.failures:
        print(failure, file=sys.stderr)
    pushed = ", ".join(f"{count} {kind}" for kind, count in report.pushed.outcomes.items())
    seen = f"revision {report.revision}" if report.revision else "nothing new"
    print(f"pulled {report.items} items, {seen}; pushed {pushed or 'nothing'}")
    return FINDING if report.failures else SUCCESS


def _keep_on(folder: DataFolder) -> int:
    words: queue.SimpleQueue[str] = queue.SimpleQueue()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: words.put(END))
    listen(0, words)
    if hasattr(os, "nice"):
        # The screen comes first where both want the processor.
        os.nice(NICENESS)
    Worker(folder, words).run()
    return SUCCESS


def _say(error: Exception) -> int:
    print(" ".join(str(error).split()), file=sys.stderr)
    return FINDING


def main(argv: Sequence[str]) -> int:
    """The command by its name; 2 for wrong use."""
    commands = {"sync": sync_main, "enrol": enrol_main}
    if not argv or argv[0] not in commands:
        print("usage: sync [--once] [--data DIR] | enrol HUB CODE [--data DIR]", file=sys.stderr)
        return WRONG_USE
    return commands[argv[0]](argv[1:])
