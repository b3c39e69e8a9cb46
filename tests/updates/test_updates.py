"""A kiosk gets what its city signed, at night, and nothing else ever."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from release import Release

from sync.citypack.installed import Packs
from sync.protocol.errors import Unreachable
from sync.updates.names import is_newer, pack_targets
from sync.updates.trust import UpdateRefused
from sync.updates.window import in_window, may_fetch

from .conftest import IMAGE, NOON, Kiosk, Server, publish

CITIES = Path(__file__).parents[2] / "resources" / "cities"


def test_a_new_version_is_laid_ready_at_night_and_starts_next_on_trial(kiosk: Kiosk) -> None:
    assert kiosk.fetch()
    assert len(kiosk.staged()) == 1
    assert kiosk.starts() == b"packaged"
    assert kiosk.updates.folder.status().state == "staged"
    assert kiosk.install() == "0.2.0"
    assert kiosk.starts() == IMAGE
    assert kiosk.slots.on_trial
    assert kiosk.slots.previous() == "kiosk"


def test_by_day_it_is_only_known_of(kiosk: Kiosk, server: Server) -> None:
    assert kiosk.fetch(NOON)
    assert kiosk.staged() == []
    assert not [path for path in server.asked if path.startswith("targets/")]
    assert kiosk.updates.folder.status().version == "0.2.0"


def test_a_kiosk_that_is_never_on_at_night_gets_it_by_day_after_three_days(kiosk: Kiosk) -> None:
    kiosk.fetch(NOON)
    kiosk.fetch(NOON, days=2)
    assert kiosk.staged() == []
    kiosk.fetch(NOON, days=4)
    assert len(kiosk.staged()) == 1


def test_a_cut_line_goes_on_where_it_was_cut(kiosk: Kiosk, server: Server) -> None:
    server.cut = 70_000
    with pytest.raises(Unreachable):
        kiosk.fetch()
    assert kiosk.staged() == []
    server.cut = 0
    kiosk.restarted()
    assert kiosk.fetch()
    assert server.asked[-1].endswith("bytes=70000-")
    assert kiosk.install() == "0.2.0"


def test_a_spoiled_image_is_refused_and_fetched_anew(kiosk: Kiosk, server: Server) -> None:
    server.spoil = True
    with pytest.raises(UpdateRefused) as refused:
        kiosk.fetch()
    assert refused.value.kind == "content"
    assert kiosk.staged() == []
    assert kiosk.updates.folder.status().refusal == "content"
    server.spoil = False
    assert kiosk.fetch()
    assert kiosk.install() == "0.2.0"


def test_another_citys_keys_are_refused(kiosk: Kiosk, server: Server, tmp_path: Path) -> None:
    other = Release(tmp_path / "other", tmp_path / "other-keys", dt.datetime.now(dt.UTC))
    other.init()
    publish(other, tmp_path, "9.9.9", b"theirs")
    server.folder = tmp_path / "other"
    with pytest.raises(UpdateRefused) as refused:
        kiosk.fetch()
    assert refused.value.kind == "signature"
    assert kiosk.staged() == []


def test_a_repository_that_is_held_still_is_refused_when_its_time_is_over(
    kiosk: Kiosk, server: Server, tmp_path: Path
) -> None:
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=60)
    keys = tmp_path / "keys"
    Release(tmp_path / "repository", keys, long_ago).renew()
    with pytest.raises(UpdateRefused) as refused:
        kiosk.fetch()
    assert refused.value.kind == "expired"
    assert kiosk.install() == ""


def test_an_older_repository_is_refused(kiosk: Kiosk, server: Server, tmp_path: Path) -> None:
    old = tmp_path / "old"
    shutil.copytree(server.folder, old)
    publish(
        Release(server.folder, tmp_path / "keys", dt.datetime.now(dt.UTC)), tmp_path, "0.2.1", b"n"
    )
    kiosk.fetch()
    server.folder = old
    kiosk.restarted()
    with pytest.raises(UpdateRefused) as refused:
        kiosk.fetch()
    assert refused.value.kind == "rollback"


def test_an_older_version_is_never_a_news(kiosk: Kiosk, city: Release, tmp_path: Path) -> None:
    publish(city, tmp_path, "0.0.9", b"older")
    assert kiosk.fetch()
    assert kiosk.staged() == []
    assert kiosk.updates.folder.status().state == "current"


def test_the_owner_believes_nothing_that_the_kiosks_user_changed(kiosk: Kiosk) -> None:
    kiosk.fetch()
    staged = next(kiosk.updates.folder.staged.iterdir())
    staged.write_bytes(IMAGE[:-1] + b"!")
    with pytest.raises(UpdateRefused):
        kiosk.install()
    assert kiosk.starts() == b"packaged"
    assert not kiosk.slots.on_trial
    assert sorted(path.name for path in kiosk.images.iterdir()) == ["current.squashfs"]


def test_without_a_root_of_trust_nothing_is_asked(kiosk: Kiosk, server: Server) -> None:
    kiosk.root.unlink()
    assert kiosk.fetch()
    assert server.asked == []


def test_a_new_root_signed_by_the_old_one_is_followed(
    kiosk: Kiosk, city: Release, tmp_path: Path
) -> None:
    city.renew(root=True)
    publish(city, tmp_path, "0.3.0", b"third")
    assert kiosk.fetch()
    assert kiosk.install() == "0.3.0"


def test_a_signed_map_of_the_city_arrives_and_a_spoiled_one_changes_nothing(
    kiosk: Kiosk, city: Release, server: Server
) -> None:
    folder = CITIES / "helsinki"
    paths = pack_targets("vilnius")
    files = {path: folder / name for name, path in paths.items() if (folder / name).is_file()}
    city.add(files)
    server.spoil = True
    with pytest.raises(UpdateRefused):
        kiosk.fetch()
    packs = Packs(kiosk.data)
    assert packs.current() is None
    server.spoil = False
    assert kiosk.fetch()
    found = packs.current()
    assert found is not None
    assert found.read_bytes() == (folder / "map.pmtiles").read_bytes()
    asked = len(server.asked)
    assert kiosk.fetch()
    assert len(server.asked) == asked


@pytest.mark.parametrize(
    ("clock", "window", "inside"),
    [
        ("03:00", "03:00-05:00", True),
        ("05:00", "03:00-05:00", False),
        ("23:30", "22:00-02:00", True),
        ("01:59", "22:00-02:00", True),
        ("12:00", "22:00-02:00", False),
        ("04:00", "whenever", True),
        ("12:00", "25:00-26:00", False),
    ],
)
def test_the_window_is_the_citys_hours(clock: str, window: str, inside: bool) -> None:
    at = dt.datetime.combine(dt.date(2026, 11, 24), dt.time.fromisoformat(clock), dt.UTC)
    assert in_window(at, window) is inside
    assert may_fetch(at, window, at - dt.timedelta(days=4))


def test_versions_are_numbers_not_letters() -> None:
    assert is_newer("0.10.0", "0.9.9")
    assert not is_newer("0.2", "0.2.0")
    assert not is_newer("latest", "0.1.0")
