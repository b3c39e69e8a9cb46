"""What staff announce at one kiosk, all kiosks show; what they ask for, the issuer settles."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
import pytest
import requests

from sync.client.cycle import Cycle
from sync.client.enrol import enrol
from sync.hub.accounts import Role
from sync.model import Activity, CentreAct, CentreEvent, Notice, Outcome, next_sessions
from sync.model.centre import notice_id
from sync.protocol.feeds import decode, encode
from sync.store.catalogue_read import CatalogueReader
from sync.store.folder import DataFolder
from sync.store.ledger import Ledger

from .running import ADMIN, Running, code_for, fill, hub
from .site import Visitor, add_account

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
TODAY = NOW.date()


class Line(NamedTuple):
    """A hub and two kiosks of one place."""

    running: Running
    one: "Kiosk"
    other: "Kiosk"


class Kiosk(NamedTuple):
    """A kiosk without a screen."""

    device: str
    place: str
    cycle: Cycle
    ledger: Ledger
    catalogue: CatalogueReader

    def act(self, act: CentreAct, **of: Any) -> CentreEvent:
        if act is not CentreAct.UNDO and act is not CentreAct.AWARD_REQUEST:
            of.setdefault("day", TODAY)
        draft = CentreEvent(
            event_id="", device=self.device, place=self.place, act=act, at=NOW, **of
        )
        return self.ledger.centre.append(draft, NOW)

    def meet(self) -> None:
        report = self.cycle.run(dt.datetime.now(dt.UTC))
        assert report.failures == []

    def notices(self) -> dict[str, Notice]:
        return {each.id: each for each in self.catalogue.all(Notice, "notice")}

    def said(self, event: CentreEvent) -> tuple[Outcome | None, str]:
        kept = next(each for each in self.ledger.centre.kept() if each.event == event)
        return kept.outcome, kept.code


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    tmp_path = tmp_path_factory.mktemp("line")
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    fill(database)
    with hub(database) as running:
        kiosks = [_kiosk(running, tmp_path / name) for name in ("one", "other")]
        yield Line(running, *kiosks)
        for each in kiosks:
            each.cycle.close()
            each.ledger.close()
            each.catalogue.close()


def _kiosk(running: Running, path: Path) -> Kiosk:
    folder = DataFolder(path)
    identity = enrol(running.url, code_for(running.url), folder)
    cycle = Cycle(folder, identity)
    cycle.run(NOW)
    return Kiosk(
        identity.device, identity.place, cycle, Ledger.open(folder.ledger),
        CatalogueReader(folder.catalogue),
    )  # fmt: skip


def activity_here(kiosk: Kiosk) -> str:
    return kiosk.catalogue.activity_ids("place", kiosk.place)[0]


def test_a_notice_of_one_kiosk_is_shown_by_the_other_and_taken_back_by_it(line: Line) -> None:
    told = line.one.act(CentreAct.NOTICE, words="Virtuvė uždaryta", language="lt")
    line.one.meet()
    line.other.meet()
    assert line.one.said(told) == (Outcome.ACCEPTED, "")
    found = line.other.notices()[notice_id(told.event_id)]
    assert (found.name, found.place, found.valid_through) == (
        "Virtuvė uždaryta", line.one.place, TODAY
    )  # fmt: skip

    undo = line.other.act(CentreAct.UNDO, undoes=told.event_id)
    line.other.meet()
    line.one.meet()
    assert line.other.said(undo) == (Outcome.ACCEPTED, "")
    assert notice_id(told.event_id) not in line.one.notices()
    again = line.one.act(CentreAct.UNDO, undoes=told.event_id)
    line.one.meet()
    assert line.one.said(again) == (Outcome.CONFLICT, "already_undone")


def test_an_import_leaves_the_notices_of_kiosks(line: Line) -> None:
    told = line.one.act(CentreAct.NOTICE, words="Virtuvė uždaryta")
    line.one.meet()
    fill(line.running.database)
    line.other.meet()
    assert notice_id(told.event_id) in line.other.notices()


def test_cancelled_moved_pinned_and_other_hours_reach_the_feed_as_such(line: Line) -> None:
    activity = activity_here(line.one)
    start = NOW + dt.timedelta(hours=2)
    later = start + dt.timedelta(hours=1)
    cancel = line.one.act(CentreAct.CANCEL, activity=activity, session_start=start)
    move = line.one.act(CentreAct.MOVE, activity=activity, session_start=start, moved_to=later)
    pin = line.one.act(CentreAct.PIN, activity=activity)
    hours = line.one.act(CentreAct.HOURS, opens=dt.time(12), closes=dt.time(12))
    line.one.meet()
    line.other.meet()
    found = line.other.notices()
    cancelled = found[notice_id(cancel.event_id)]
    assert (cancelled.cancels, cancelled.session_start) == (activity, start)
    moved = found[notice_id(move.event_id)]
    assert (moved.moves, moved.moved_to) == (activity, later)
    assert found[notice_id(pin.event_id)].pins == activity
    closed = found[notice_id(hours.event_id)].hours
    assert closed is not None
    assert closed.opens == closed.closes


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"place": "place-elsewhere"}, "wrong_place"),
        ({"device": "kiosk-of-somebody"}, "wrong_device"),
        ({"day": dt.date(2099, 1, 1)}, "implausible_time"),
        ({"words": ""}, "malformed"),
        ({"act": CentreAct.PIN, "activity": "activity-nowhere"}, "unknown_activity"),
        ({"through": TODAY - dt.timedelta(days=1)}, "malformed"),
    ],
)
def test_a_kiosk_speaks_only_sense_and_only_for_itself(
    line: Line, change: dict[str, Any], code: str
) -> None:
    good = CentreEvent(
        event_id="", device=line.one.device, place=line.one.place, act=CentreAct.NOTICE, at=NOW,
        day=TODAY, words="Labas",
    )  # fmt: skip
    bad = line.one.ledger.centre.append(msgspec.structs.replace(good, **change), NOW)
    fine = line.one.ledger.centre.append(good, NOW)
    line.one.meet()
    assert line.one.said(bad) == (Outcome.REJECTED, code)
    assert line.one.said(fine) == (Outcome.ACCEPTED, ""), "a bad act spoils no other"


def test_an_act_that_is_sent_again_has_one_effect(line: Line) -> None:
    told = line.one.act(CentreAct.NOTICE, words="Labas")
    line.one.meet()
    token = line.one.cycle._remote._session.headers["Authorization"]
    headers = {"Authorization": str(token), "Content-Type": "application/json"}
    changed = msgspec.structs.replace(told, words="Kitaip")
    body = encode({"events": [told, changed]})
    answer = requests.post(f"{line.running.url}/centre", data=body, headers=headers, timeout=10)
    outcomes = [(each["outcome"], each.get("code")) for each in answer.json()["results"]]
    assert outcomes == [("duplicate", None), ("rejected", "content_differs")]


def test_a_requested_badge_waits_for_its_issuer(line: Line) -> None:
    asked = line.one.act(
        CentreAct.AWARD_REQUEST, activity=activity_here(line.one), session_start=NOW,
        pass_id="P-REQUEST1",
    )  # fmt: skip
    taken_back = line.one.act(
        CentreAct.AWARD_REQUEST, activity=activity_here(line.one), session_start=NOW,
        pass_id="P-REQUEST2",
    )  # fmt: skip
    line.one.act(CentreAct.UNDO, undoes=taken_back.event_id)
    line.one.meet()
    assert line.one.said(asked) == (Outcome.ACCEPTED, "")
    url = line.running.url
    assert requests.get(f"{url}/awards", timeout=10).status_code == 401

    def shown() -> str:
        return requests.get(f"{url}/awards", headers=ADMIN, timeout=10).text

    assert "P-REQUEST1" in shown()
    assert "P-REQUEST2" not in shown()
    assert "waits for the issuer" in shown()
    settle = f"{url}/admin/awards/{asked.event_id}"
    body = {"settlement": "issued"}
    assert requests.post(settle, json=body, headers=ADMIN, timeout=10).status_code == 204
    assert requests.post(settle, json=body, headers=ADMIN, timeout=10).status_code == 404
    assert f"issued {TODAY}" in shown()
    late = line.one.act(CentreAct.UNDO, undoes=asked.event_id)
    line.one.meet()
    assert line.one.said(late) == (Outcome.CONFLICT, "already_settled")


def test_who_took_an_activity_along_reads_on_the_phone_that_it_is_off_or_moved(line: Line) -> None:
    zone = ZoneInfo("Europe/Vilnius")
    club = line.one.catalogue.get(Activity, "activity", "act-1")
    assert club is not None
    start = next_sessions(club.event_schedule, NOW, zone, 2)[1].start
    of = {"activity": "act-1", "session_start": start, "day": start.date()}
    cancel = line.one.act(CentreAct.CANCEL, **of)
    line.one.meet()

    def page() -> str:
        return requests.get(f"{line.running.url}/a/act-1?lang=en", timeout=10).text

    assert line.one.said(cancel) == (Outcome.ACCEPTED, "")
    assert page().count("– cancelled") == 1
    line.one.act(CentreAct.UNDO, undoes=cancel.event_id)
    line.one.act(CentreAct.MOVE, moved_to=start.replace(hour=19, minute=5), **of)
    line.one.meet()
    assert "– cancelled" not in page()
    assert "19:05–20:35" in page()


def test_an_editor_settles_a_request_on_the_admin_pages(line: Line) -> None:
    asked = line.one.act(
        CentreAct.AWARD_REQUEST, activity=activity_here(line.one), session_start=NOW,
        pass_id="P-REQUEST3",
    )  # fmt: skip
    line.one.meet()
    add_account(line.running.database, "Ieva", Role.EDITOR)
    editor = Visitor(line.running.url)
    editor.sign_in("Ieva")
    assert "P-REQUEST3" in editor.get("/awards/list").text
    settled = editor.post(f"/_api/awards/row-action?pk={asked.event_id}&name=issued", {})
    assert settled.status_code < 400, settled.text
    assert "P-REQUEST3" not in editor.get("/awards/list").text
    page = requests.get(f"{line.running.url}/awards", headers=ADMIN, timeout=10).text
    assert f"issued {TODAY}" in page


def test_a_notice_survives_its_own_json(line: Line) -> None:
    told = line.one.act(CentreAct.HOURS, opens=dt.time(12), closes=dt.time(16))
    line.one.meet()
    found = line.one.notices()[notice_id(told.event_id)]
    assert decode("notice", encode(found)) == found
