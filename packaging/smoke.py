"""`smoke.py [--bundle DIR] [--source] [--measure]`: does the bundle work where nothing helps it?

Each step runs the program as a user that has no account (when started as root), in an empty
environment with no Python on the path. `--measure` adds start, memory and idle CPU, beside
`python main.py`. Prints one line a step; exit code 1 when one failed.
"""

import argparse
import json
import secrets
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import empty_room
import segno
from empty_room import Room

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BUNDLE = ROOT / "build" / "bundle" / "city-of-learning-kiosk"
CITY = "resources/cities/vilnius"
CLAIM = "https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1"


class Failed(Exception):
    """A step did not give what it should."""


def expect(happened: bool, words: str) -> None:
    """Fail the step with these words unless it happened."""
    if not happened:
        raise Failed(" ".join(words.split())[-400:])


def doctor(room: Room) -> str:
    """The doctor finds a new kiosk healthy."""
    code, out, err = room.run("doctor", "--json")
    expect(code == 0, out + err)
    facts = json.loads(out)
    expect(facts["findings"] == [], str(facts["findings"]))
    return f"Python {facts['versions']['python']} inside"


def search(room: Room) -> str:
    """A kiosk that never met a hub finds activities of the bundled city."""
    code, out, err = room.run("search", "keramika", "--json", "--limit", "5")
    expect(code == 0 and json.loads(out)["hits"] != [], out + err)
    return "the bundled city is searched"


def scan(room: Room) -> str:
    """A QR code is read from a picture and recognised, and not called genuine."""
    picture = room.home / "claim.png"
    segno.make(CLAIM).save(str(picture), scale=6, border=4)
    picture.chmod(0o644)
    code, out, err = room.run("scan", str(picture), "--json")
    expect(code == 0, out + err)
    text = json.dumps(json.loads(out))
    expect("claim" in text and '"genuine"' not in text, text)
    return "a claim link, told as such"


def badge(room: Room) -> str:
    """The badge checker starts as a child of the bundle and judges."""
    sample = room.home / "badge.json"
    source = ROOT / "tests" / "fixtures" / "badges" / "w3c" / "eddsa-rdfc-2022.json"
    sample.write_bytes(source.read_bytes())
    sample.chmod(0o644)
    code, out, err = room.run("badge", str(sample), "--json")
    verdict = json.loads(out)["verdict"] if out else err
    expect(code in (0, 1) and verdict not in ("", "genuine"), out + err)
    return f"a sample of nobody's trust: {verdict}"


def sync(room: Room) -> str:
    """Import, hub, enrolment, first pull, a change and its way to the kiosk."""
    database, token = f"sqlite:///{room.home / 'hub.db'}", secrets.token_urlsafe(24)
    city = next(Path(room.command[0]).parent.rglob(CITY), ROOT / CITY)
    code, out, err = room.run("import", str(city), "--database", database)
    expect(code == 0, out + err)
    data = str(room.home / "enrolled")
    with empty_room.hub(room, database, token) as address:
        place = json.loads((city / "city.json").read_text("utf-8"))["default_place"]
        made = empty_room.admin(address, token, "POST", "/admin/enrolment-codes", {"place": place})
        code, out, err = room.run("enrol", address, made["code"], "--data", data)
        expect(code == 0, out + err)
        code, out, err = room.run("sync", "--once", "--data", data)
        expect(code == 0 and "pulled" in out, out + err)
        first = out.strip()
        found = json.loads(room.run("search", "keramika", "--json", "--data", data)[1])["hits"]
        record = f"/admin/records/activity/{found[0]['id']}"
        activity = empty_room.admin(address, token, "GET", record)
        activity["name"] = "Keramika ratu ir rankomis Zx9"
        empty_room.admin(address, token, "PUT", record, activity)
        expect(room.run("sync", "--once", "--data", data)[0] == 0, "the second sync failed")
        changed = room.run("search", "Zx9", "--json", "--data", data)[1]
        expect(found[0]["id"] in changed, f"the change did not arrive: {changed}")
    return f"{first}; a change arrived"


def tour(room: Room) -> str:
    """Every screen by touch, a check-in among them, on a display of its own."""
    out_dir = room.home / "tour"
    code, out, err = room.run("tour", "--out", str(out_dir), seconds=600)
    expect(out.strip().startswith("["), out + err)
    stops = json.loads(out)
    wrong = [f"{stop['screen']}: {stop['error']}" for stop in stops if not stop["ok"]]
    expect(code == 0 and not wrong, "; ".join(wrong) or err)
    screens = {stop["screen"] for stop in stops}
    expect("checked-in" in screens and "map" in screens, f"the tour is short: {screens}")
    return f"{len(stops)} screens, checked in among them"


def watchdog(room: Room) -> str:
    """The screen tells systemd of its first frame; without that the service never counts as up."""
    manager = room.home / "notify"
    channel = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    with channel as listening, TemporaryDirectory() as place:
        listening.bind(str(manager))
        manager.chmod(0o777)
        listening.settimeout(30)
        display = empty_room.Display(Path(place), 1080, 1920)
        told = {"NOTIFY_SOCKET": str(manager), "WATCHDOG_USEC": "3000000"}
        began = time.monotonic()
        process = room.start("run", extra={"DISPLAY": display.name, **told})
        try:
            first = listening.recv(200).decode()
            took = time.monotonic() - began
            second = listening.recv(200).decode()
        except TimeoutError:
            raise Failed("no frame was told of in 30 s") from None
        finally:
            empty_room.end(process)
            display.close()
    expect(first.startswith("READY=1") and second == "WATCHDOG=1", f"{first!r}, {second!r}")
    return f"ready after {took:.2f} s, then alive"


STEPS: tuple[Callable[[Room], str], ...] = (doctor, search, scan, badge, sync, tour, watchdog)


def walk(command: list[str], steps: tuple[Callable[[Room], str], ...]) -> bool:
    """Run the steps and tell of each; whether all went well."""
    well = True
    with empty_room.room(command) as room:
        for step in steps:
            began = time.monotonic()
            try:
                words = step(room)
                mark = "ok"
            except (Failed, OSError, ValueError, KeyError, RuntimeError) as error:
                words, mark, well = str(error), "FAILED", False
            print(f"{mark:6} {time.monotonic() - began:6.1f} s  {step.__name__:8} {words}")
            sys.stdout.flush()
    return well


def main(arguments: list[str]) -> int:
    """0 when every step went well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, default=BUNDLE)
    parser.add_argument("--measure", action="store_true", help="start, memory and idle CPU too")
    parser.add_argument("--only", metavar="STEP,...", default="", help="only these steps")
    options = parser.parse_args(arguments)
    program = options.bundle / "city-of-learning-kiosk"
    if not program.exists():
        print(f"there is no bundle in {options.bundle}: run packaging/bundle.py", file=sys.stderr)
        return 2
    only = options.only.split(",") if options.only else [step.__name__ for step in STEPS]
    steps = tuple(step for step in STEPS if step.__name__ in only)
    well = walk([str(program)], steps)
    if options.measure:
        import measure

        source = [sys.executable, str(ROOT / "main.py")]
        measure.beside({
            "bundle": measure.kiosk([str(program)]), "python main.py": measure.kiosk(source),
        })  # fmt: skip
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
