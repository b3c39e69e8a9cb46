"""The command line. Each command is imported when it is asked for, so that none slows another.

Exit codes: 0 success, 1 a finding, 2 wrong use. Errors go to standard error in one line.
"""

import argparse
import logging
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.settings import BadSetting, Settings, load, size
from sync import logs
from sync.crash_hooks import CrashHooks

log = logging.getLogger(__name__)

SUCCESS, FINDING, WRONG_USE = 0, 1, 2

OWN_ARGUMENTS = {
    "hub": "run the city's server, which kiosks sync with",
    "hub-code": "a code, and its QR, to let a new kiosk in",
    "hub-trust": "whose badges the city trusts",
    "import": "take a city's data into the hub",
    "enrol": "pair this kiosk with a hub without its screen",
    "sync": "talk with the hub, once or until stopped",
    "update": "fetch, install or take back a version",
    "badge": "is this badge genuine?",
    "scan": "read the codes in pictures",
    "city": "make, check and install maps and timetables",
}
"""Commands that read their own arguments, and what they are for."""

ABOUT = """City of Learning Kiosk: what there is to do and learn in a city, on a touchscreen.
Without a command it starts the kiosk; `main.py COMMAND --help` says more of each."""
ENDS = """It ends with 0 when all is well, 1 when it found something wrong, 2 when it was not
called rightly; an error is one line on standard error."""


def main(argv: list[str]) -> int:
    """Run one command and return its exit code."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    if argv[:1] and argv[0] in OWN_ARGUMENTS:
        return _handed_over(argv[0])(argv[1:])
    arguments = _parser().parse_args(argv)
    try:
        settings = _settings(arguments)
    except BadSetting as problem:
        print(problem, file=sys.stderr)
        return WRONG_USE
    command: Callable[[argparse.Namespace, Settings], int] = arguments.command
    return command(arguments, settings)


def _handed_over(name: str) -> Callable[[list[str]], int]:
    if name == "hub":
        from kiosk.trust_child import trust_refreshed
        from sync.hub.cli import main as hub

        return lambda argv: hub(argv, trust_refreshed)
    if name == "hub-code":
        from sync.hub.code_cli import main as command
    elif name == "update":
        from sync.updates.cli import main as command
    elif name == "hub-trust":
        from kiosk.trust_cli import main as command
    elif name == "import":
        from sync.importers.cli import main as command
    elif name in ("sync", "enrol"):
        from sync.client.cli import enrol_main, sync_main

        command = sync_main if name == "sync" else enrol_main
    elif name == "badge":
        from kiosk.badges.cli import main as command
    elif name == "scan":
        from kiosk.badges.scan_cli import main as command
    else:
        from sync.citypack.cli import main as command
    return command


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    # Windows has no such user id, and no root.
    if arguments.kiosk and getattr(os, "geteuid", lambda: 1)() == 0:
        print("a kiosk never runs as root: start it as its own user", file=sys.stderr)
        return WRONG_USE
    logs.start(settings.data, "screen")
    hooks = CrashHooks(settings.data, "screen")
    hooks.install()
    from kiosk.bootstrap import run

    try:
        return run(settings, full_screen=arguments.kiosk, hooks=hooks)
    finally:
        hooks.close()


def _demo(arguments: argparse.Namespace, settings: Settings) -> int:
    from kiosk.demo import demo

    return demo(settings, full_screen=arguments.kiosk)


def _tour(arguments: argparse.Namespace, settings: Settings) -> int:
    from kiosk.demo import tour

    return tour(settings, arguments.out, tuple(filter(None, arguments.inspect.split(","))))


def _gallery(arguments: argparse.Namespace, settings: Settings) -> int:
    from kiosk.gallery import gallery

    return gallery(settings, arguments.out)


def _search(arguments: argparse.Namespace, settings: Settings) -> int:
    from kiosk.search_cli import search

    return search(settings, arguments.text, arguments.limit, as_json=arguments.json)


def _usage(arguments: argparse.Namespace, settings: Settings) -> int:
    from kiosk.usage_cli import export

    return export(settings, arguments.out)


def _doctor(arguments: argparse.Namespace, settings: Settings) -> int:
    from kiosk.doctor import doctor

    return doctor(settings, arguments.problems, as_json=arguments.json)


def _support(arguments: argparse.Namespace, settings: Settings) -> int:
    from kiosk.support_cli import support

    return support(settings, arguments.problems, arguments.out)


def _settings(arguments: argparse.Namespace) -> Settings:
    settings, problems = load(arguments.settings)
    for problem in problems:
        log.warning("setting ignored: %s", problem)
    arguments.problems = [str(problem) for problem in problems]
    given: dict[str, Any] = {}
    if arguments.size_given:
        given["width"], given["height"] = size(arguments.size_given)
    if arguments.data:
        given["data"] = arguments.data
    if arguments.lang:
        given["language"] = arguments.lang
    return replace(settings, **given)


def _shared_options(default: dict[str, Any]) -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--data", type=Path, metavar="DIR", help="this kiosk's data", **default)
    options.add_argument("--settings", type=Path, metavar="FILE", help="a kiosk.toml", **default)
    options.add_argument(
        "--size", dest="size_given", metavar="1080x1920", help="the screen's, in pixels", **default
    )
    options.add_argument("--lang", metavar="lt", help="the language it starts in", **default)
    return options


def _parser() -> argparse.ArgumentParser:
    further = "\n".join(f"  {name:<11} {words}" for name, words in OWN_ARGUMENTS.items())
    parser = argparse.ArgumentParser(
        prog="main.py", description=ABOUT, parents=[_shared_options({})], allow_abbrev=False,
        epilog=f"commands with their own options:\n{further}\n\n{ENDS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--kiosk", action="store_true", help="full screen, locked down")
    parser.set_defaults(command=_run)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    # A command's defaults would overwrite what stood before its name.
    common = _shared_options({"default": argparse.SUPPRESS})

    def add(name: str, command: Callable[..., int], words: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=words, parents=[common], allow_abbrev=False)
        sub.set_defaults(command=command)
        return sub

    for name, command, words in (
        ("run", _run, "the kiosk itself (the default)"),
        ("demo", _demo, "a hub, the bundled city and an enrolled kiosk on this machine"),
    ):
        add(name, command, words).add_argument(
            "--kiosk", action="store_true", default=argparse.SUPPRESS
        )
    tour = add("tour", _tour, "walk every screen by touch and save a picture of each")
    tour.add_argument("--out", type=Path, required=True, metavar="DIR")
    tour.add_argument(
        "--inspect", default="", metavar="lt,en", help="look for faults on each, in each language"
    )
    gallery = add("gallery", _gallery, "every control in every state, for those who design")
    gallery.add_argument("--out", type=Path, metavar="DIR", help="save pictures of it and end")
    search = add("search", _search, "search this kiosk's activities")
    search.add_argument("text")
    search.add_argument("--json", action="store_true")
    search.add_argument("--limit", type=int, default=10)
    usage = add("usage", _usage, "export the counts of views and of searches in vain, per day")
    usage.add_argument("--out", type=Path, required=True, metavar="FILE.csv")
    support = add("support", _support, "what somebody far away needs to know, and nobody's name")
    support.add_argument("--out", type=Path, required=True, metavar="FILE.zip")
    doctor = add("doctor", _doctor, "what is wrong with this kiosk, and what to do")
    doctor.add_argument("--json", action="store_true")
    return parser
