"""The fleet: what kiosks say of themselves, are told, and leave behind when they are shut out."""

import base64
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
import requests
import sqlalchemy as sa

from sync.client.cycle import Cycle
from sync.client.enrol import enrol as enrol_here
from sync.client.fleet import PICTURE
from sync.crashes import Crash, CrashFolder, Frame
from sync.hub.commands import open_sealed
from sync.hub.database import open_database
from sync.hub.devices import ask_for_new_token
from sync.hub.fleet import put_settings
from sync.hub.schema import device, picture
from sync.hub.staff import create_staff
from sync.model import Movement
from sync.protocol.fleet import RemoteSettings
from sync.protocol.seal import BadSeal, new_private_key, public_of, seal, unseal
from sync.store.folder import DataFolder
from sync.store.identity import load_identity
from sync.store.ledger import Draft, Ledger
from sync.store.remote_settings import load

from .running import ADMIN, Kiosk, Running, attendance, code_for, enrol, event, fill, hub

NAMES = ("Ugnė", "Dovydas", "Budinti", "P-SECRET", "481516")


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Whole(NamedTuple):
    """A hub, and a kiosk of it with people on it."""

    running: Running
    folder: DataFolder

    def cycle(self) -> None:
        """The sync child starts, meets the hub once and ends."""
        identity = load_identity(self.folder.identity)
        assert identity is not None
        cycle = Cycle(self.folder, identity)
        try:
            cycle.run(now())
        finally:
            cycle.close()

    def token(self) -> str:
        identity = load_identity(self.folder.identity)
        assert identity is not None
        return identity.token

    def written(self, column: Any) -> list[Any]:
        """What the hub has written of its kiosks; it does so every ten seconds and at its end."""
        self.running.process.terminate()
        self.running.process.wait(10)
        database = open_database(self.running.database)
        with database.read() as connection:
            found = list(connection.execute(sa.select(column)).scalars())
        database.close()
        return found

    def change(self, work: Any) -> Any:
        database = open_database(self.running.database)
        with database.write() as connection:
            found = work(connection)
        database.close()
        return found


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[Whole]:
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    fill(database)
    made = open_database(database)
    create_staff(made, "place-a", "Budinti", "481516")
    made.close()
    with hub(database) as running:
        for number, name in enumerate(NAMES[:2]):
            requests.put(
                f"{running.url}/admin/records/registration/reg-{number}", headers=ADMIN,
                json={"identifier": f"reg-{number}", "activity": "act-2", "label": name,
                      "passId": f"P-SECRET-{number}", "place": "place-a"},
            ).raise_for_status()  # fmt: skip
        folder = DataFolder(tmp_path / "kiosk")
        enrol_here(running.url, code_for(running.url), folder, "Fojė")
        yield Whole(running, folder)


def check_in(folder: DataFolder, pass_id: str) -> str:
    identity = load_identity(folder.identity)
    assert identity is not None
    ledger = Ledger.open(folder.ledger)
    start = now().replace(hour=0, minute=0, second=0, microsecond=0)
    made = ledger.append(
        Draft(movement=Movement.ENTRY, pass_id=pass_id, activity="act-2", session_start=start,
              place="place-a"),
        device=identity.device, now=now(),
    )  # fmt: skip
    ledger.close()
    return made.event_id


def heartbeat(url: str, kiosk: Kiosk, **said: Any) -> requests.Response:
    return requests.post(f"{url}/heartbeat", json={"version": "1.0", **said}, headers=kiosk.headers)


def test_a_heartbeat_tells_how_a_kiosk_is_and_nothing_of_anybody(
    whole: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[bytes] = []
    from sync.client.remote import Remote

    real = Remote.heartbeat
    monkeypatch.setattr(
        Remote, "heartbeat",
        lambda self, said: (sent.append(msgspec.json.encode(said)), real(self, said))[1],
    )  # fmt: skip
    whole.cycle()
    check_in(whole.folder, "P-SECRET-1")
    crashes = CrashFolder(whole.folder.path)
    crash = Crash(id="1", at=now(), kind="python", version="1", program="screen",
                  error="ValueError", frames=(Frame(file="kiosk/ui/app.py", line=12),))  # fmt: skip
    crashes.keep(crash)
    crashes.keep(msgspec.structs.replace(crash, id="2", error="Ugnė was here: 481516"))
    whole.folder.path.joinpath(PICTURE).write_bytes(b"\xff\xd8\xff a staff view")
    whole.cycle()
    said = [json.loads(each) for each in sent]
    assert len(said) == 2
    assert [(fault["what"], fault["where"]) for fault in said[1]["faults"]] == [
        ("ValueError", "kiosk.ui.app.py:12")
    ]
    assert said[1]["diskTotalMb"] > 0
    assert "picture" not in said[1], "nobody asked for pictures"
    text = b"".join(sent).decode()
    for name in (*NAMES, whole.token(), "Keramika", "act-2"):
        assert name not in text


def test_what_a_heartbeat_may_say_leaves_no_room_for_words(shared_hub: Running) -> None:
    kiosk = enrol(shared_hub.url)
    assert heartbeat(shared_hub.url, kiosk).status_code == 200
    fault = {"at": now().isoformat(), "what": "ValueError", "where": "kiosk.ui.app.py:12"}
    assert heartbeat(shared_hub.url, kiosk, faults=[fault]).status_code == 200
    for wrong in (
        {"faults": [{**fault, "what": "Ugnė was here"}]},
        {"faults": [{**fault, "where": "for Ugnė Jonaitė"}]},
        {"failure": "no route to Ugnė"}, {"version": "Ugnė's"}, {"queue": -1},
        {"settings": "Ugnė"}, {"refused": ["Ugnė Jonaitė"]},
    ):  # fmt: skip
        assert heartbeat(shared_hub.url, kiosk, **wrong).status_code == 400, wrong
    text = base64.b64encode(b"GIF89a").decode()
    assert heartbeat(shared_hub.url, kiosk, picture=text).status_code == 422


def test_a_kiosks_own_setting_wins_over_its_places_and_that_over_the_citys(whole: Whole) -> None:
    identity = load_identity(whole.folder.identity)
    assert identity is not None
    whole.cycle()
    for target, settings in (
        ("city", RemoteSettings(idle_seconds=30, warning_seconds=10, volume=0.2)),
        ("place:place-a", RemoteSettings(idle_seconds=60, volume=0.5)),
        (f"kiosk:{identity.device}", RemoteSettings(volume=0.9, languages=("en", "lt"))),
        ("place:elsewhere", RemoteSettings(idle_seconds=600)),
    ):
        whole.change(lambda c, t=target, s=settings: put_settings(c, t, s, now()))
    whole.cycle()
    kept = load(whole.folder.path)
    assert kept.refused == ()
    assert kept.settings == RemoteSettings(
        idle_seconds=60, warning_seconds=10, volume=0.9, languages=("en", "lt")
    )


def test_a_setting_that_makes_no_sense_spoils_no_other_and_is_told(whole: Whole) -> None:
    whole.cycle()
    wrong = {"idleSeconds": -3, "volume": 0.5, "mapEngine": "globe", "ofTheFuture": {"a": 1}}

    def put(connection: Any) -> None:
        put_settings(connection, "city", RemoteSettings(), now())
        connection.exec_driver_sql(
            "UPDATE remote_setting SET data = ?", (json.dumps(wrong).encode(),)
        )

    whole.change(put)
    whole.cycle()
    kept = load(whole.folder.path)
    assert (kept.settings, kept.refused) == (
        RemoteSettings(volume=0.5), ("idleSeconds", "mapEngine"),
    )  # fmt: skip
    whole.cycle()
    said = json.loads(whole.written(device.c.heartbeat)[0])
    assert said["refused"] == ["idleSeconds", "mapEngine"]


def test_a_picture_comes_only_where_the_hub_asked_for_it(whole: Whole) -> None:
    path = whole.folder.path / PICTURE
    whole.change(lambda c: put_settings(c, "city", RemoteSettings(pictures=True), now()))
    whole.cycle()
    path.write_bytes(b"\xff\xd8\xff the attract loop")
    whole.cycle()
    assert whole.written(picture.c.jpeg) == [b"\xff\xd8\xff the attract loop"]


def test_a_token_turns_and_a_lost_answer_costs_nothing(whole: Whole) -> None:
    whole.cycle()
    old = whole.token()
    identity = load_identity(whole.folder.identity)
    assert identity is not None
    whole.change(lambda c: ask_for_new_token(c, identity.device))
    kiosk = Kiosk(identity.device, "place-a", {"Authorization": f"Bearer {old}"})
    lost = heartbeat(whole.running.url, kiosk).json()["token"]
    assert lost
    whole.cycle()
    new = whole.token()
    assert new not in (old, lost)
    url = f"{whole.running.url}/manifest"

    def status(token: str) -> int:
        return requests.get(url, headers={"Authorization": f"Bearer {token}"}).status_code

    assert [status(token) for token in (old, new)] == [200, 200], "the old one until an hour after"
    assert status(lost) == 401
    past = now() - dt.timedelta(seconds=1)
    whole.change(lambda c: c.execute(sa.update(device).values(old_until=past)))
    assert [status(token) for token in (old, new)] == [401, 200]
    whole.cycle()
    assert whole.token() == new, "no further one before its time"


def test_a_token_of_ninety_days_is_renewed(whole: Whole) -> None:
    old = whole.token()
    long_ago = now() - dt.timedelta(days=91)
    whole.change(lambda c: c.execute(sa.update(device).values(token_since=long_ago)))
    whole.cycle()
    assert whole.token() != old


def test_neither_tokens_nor_codes_are_in_the_hubs_database(whole: Whole) -> None:
    code = code_for(whole.running.url)
    whole.cycle()
    database = Path(whole.running.database.removeprefix("sqlite:///"))
    stored = b"".join(p.read_bytes() for p in database.parent.glob("hub.db*"))
    for secret in (whole.token(), code, code.replace("-", "")):
        assert secret.encode() not in stored


def test_a_kiosk_that_only_informs_gets_nothing_about_people(own_hub: Running) -> None:
    asked = {"place": "place-a", "profile": "information"}
    code = requests.post(f"{own_hub.url}/admin/enrolment-codes", json=asked, headers=ADMIN).json()
    from .running import public_key

    told = requests.post(
        f"{own_hub.url}/enrolments",
        json={"code": code["code"], "publicKey": public_key(), "name": "Hall"},
    ).json()
    assert told["profile"] == "information"
    kiosk = Kiosk(told["device"], "place-a", {"Authorization": f"Bearer {told['token']}"})
    feeds = requests.get(f"{own_hub.url}/manifest", headers=kiosk.headers).json()["feeds"]
    assert not {"registration", "staff"} & set(feeds)
    for kind in ("registration", "staff"):
        answer = requests.get(f"{own_hub.url}/feeds/{kind}", headers=kiosk.headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    for path in ("checkins", "centre"):
        answer = requests.post(
            f"{own_hub.url}/{path}", json={"events": [event(kiosk)]}, headers=kiosk.headers
        )
        assert answer.json()["code"] == "not_allowed"
    assert heartbeat(own_hub.url, kiosk).status_code == 200


def test_a_kiosk_that_is_shut_out_seals_what_waits_and_forgets_everybody(
    whole: Whole, capsys: pytest.CaptureFixture[str]
) -> None:
    whole.cycle()
    check_in(whole.folder, "P-SECRET-0")
    whole.cycle()
    waiting = [check_in(whole.folder, f"P-SECRET-{number}") for number in (1, 2)]
    identity = load_identity(whole.folder.identity)
    assert identity is not None
    assert whole.folder.people.exists()
    shut = f"{whole.running.url}/admin/devices/{identity.device}"
    assert requests.delete(shut, headers=ADMIN).status_code == 204
    whole.cycle()
    whole.cycle()
    boxes = list(whole.folder.path.glob("sealed-*.box"))
    assert len(boxes) == 1
    assert not whole.folder.people.exists()
    left = b"".join(p.read_bytes() for p in whole.folder.path.rglob("*") if p.is_file())
    for name in NAMES:
        assert name.encode() not in left, name
    with pytest.raises(BadSeal):
        unseal(boxes[0].read_bytes(), new_private_key())

    def command(*options: str) -> list[str]:
        found = open_sealed([str(boxes[0]), "--database", whole.running.database, *options])
        assert found == 0
        return capsys.readouterr().out.splitlines()

    assert [json.loads(line)["eventId"] for line in command()] == waiting
    assert len(attendance(whole.running.url)) == 1
    assert command("--take-in") == ["2 accepted"]
    assert command("--take-in") == ["2 duplicate"]
    assert len(attendance(whole.running.url)) == 3


def test_a_check_in_that_comes_while_the_box_is_closed_is_not_lost(whole: Whole) -> None:
    first = check_in(whole.folder, "P-SECRET-1")
    ledger = Ledger.open(whole.folder.ledger)
    waiting = ledger.unsettled()
    assert waiting.ids == {first}
    second = check_in(whole.folder, "P-SECRET-2")
    assert ledger.forget_people(waiting.ids, now()) is False
    assert [each.event_id for each in ledger.pending(9)] == [second]
    assert ledger.forget_people(ledger.unsettled().ids, now()) is True
    ledger.close()


def test_a_box_that_no_kiosk_of_this_hub_signed_is_refused(
    whole: Whole, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    identity = load_identity(whole.folder.identity)
    assert identity is not None
    made_up = {"device": identity.device, "sealedAt": now().isoformat(), "checkins": []}
    box = tmp_path / "made-up.box"
    box.write_bytes(seal(bytes(64) + json.dumps(made_up).encode(), identity.seal_key))
    assert open_sealed([str(box), "--database", whole.running.database]) == 1
    assert "not signed" in capsys.readouterr().err


def test_without_a_key_to_seal_to_nothing_is_lost(whole: Whole) -> None:
    whole.cycle()
    waiting = check_in(whole.folder, "P-SECRET-1")
    identity = load_identity(whole.folder.identity)
    assert identity is not None
    whole.folder.identity.write_bytes(
        msgspec.json.encode(msgspec.structs.replace(identity, seal_key=""))
    )
    requests.delete(f"{whole.running.url}/admin/devices/{identity.device}", headers=ADMIN)
    whole.cycle()
    ledger = Ledger.open(whole.folder.ledger)
    assert [each.event_id for each in ledger.pending(9)] == [waiting]
    ledger.close()


def test_a_sealed_box_opens_for_its_key_alone_and_not_when_changed() -> None:
    mine, other = new_private_key(), new_private_key()
    box = seal(b"twenty events", public_of(mine))
    assert unseal(box, mine) == b"twenty events"
    assert seal(b"twenty events", public_of(mine)) != box
    for number in range(len(box)):
        spoiled = bytearray(box)
        spoiled[number] ^= 1
        with pytest.raises(BadSeal):
            unseal(bytes(spoiled), mine)
    for wrong in (other, "", "?"):
        with pytest.raises(BadSeal):
            unseal(box, wrong)
