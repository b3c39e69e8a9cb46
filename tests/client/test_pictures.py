"""Pictures from the hub to the card: by content, resumed, verified, within a quota."""

import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from sync.client.cycle import Cycle
from sync.client.enrol import enrol
from sync.client.pictures import PictureFetch
from sync.client.remote import Remote
from sync.importers.cli import main
from sync.store.folder import DataFolder
from sync.store.identity import Identity
from sync.store.pictures import file_of, media_of
from tests.hub.running import SMALL_CITY, Running, code_for, hub


def photo(path: Path, colour: int) -> str:
    """A small JPEG; its SHA-256."""
    Image.effect_noise((200, 150), 60 + colour).convert("RGB").save(path, "JPEG")
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def city(tmp_path: Path) -> Path:
    folder = tmp_path / "city"
    shutil.copytree(SMALL_CITY, folder)
    return folder


def show(city: Path, *names: str) -> None:
    """Let the first activities have these pictures."""
    lines = (SMALL_CITY / "activities.csv").read_text("utf-8").splitlines()
    cells = [*names, *[""] * len(lines)]
    lines = [f"{line},{cell}" for line, cell in zip(lines, ["picture", *cells], strict=False)]
    (city / "activities.csv").write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    assert main([str(SMALL_CITY), "--database", database]) in (0, 1)
    with hub(database) as served:
        yield served


@pytest.fixture
def enrolled(running: Running, tmp_path: Path) -> tuple[DataFolder, Identity]:
    folder = DataFolder(tmp_path / "kiosk")
    return folder, enrol(running.url, code_for(running.url), folder)


def test_a_picture_in_a_citys_folder_is_on_the_kiosk_after_a_cycle(
    running: Running, city: Path, enrolled: tuple[DataFolder, Identity]
) -> None:
    folder, identity = enrolled
    sha256 = photo(city / "pots.jpg", 1)
    show(city, "pots.jpg")
    main([str(city), "--database", running.database])
    cycle = Cycle(folder, identity)
    assert cycle.run(dt.datetime.now(dt.UTC)).failures == []
    cycle.close()
    found = file_of(folder.path, sha256)
    assert found is not None
    assert found.read_bytes() == (city / "pots.jpg").read_bytes()


def test_what_is_no_picture_is_told_and_the_activity_stays(
    running: Running, city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (city / "page.jpg").write_text("<html>")
    show(city, "page.jpg", "../outside.jpg")
    main([str(city), "--database", running.database])
    told = capsys.readouterr().err
    assert 'picture "page.jpg" is neither PNG, JPEG nor WebP; left out' in told
    assert 'picture "../outside.jpg" is not a file of this folder; left out' in told


@pytest.fixture
def media(running: Running, city: Path, tmp_path: Path) -> dict[str, int]:
    """Three pictures that the hub has."""
    names = [f"{number}.jpg" for number in range(3)]
    digests = [photo(city / name, number) for number, name in enumerate(names)]
    kept = Path(str(tmp_path / "hub.db") + "-media")
    kept.mkdir(exist_ok=True)
    for name, sha256 in zip(names, digests, strict=True):
        shutil.copy(city / name, kept / sha256)
    return {
        sha256: (city / name).stat().st_size for name, sha256 in zip(names, digests, strict=True)
    }


def fetcher(enrolled: tuple[DataFolder, Identity], quota: int) -> PictureFetch:
    folder, identity = enrolled
    remote = Remote(identity.hub, identity.token, identity.fingerprint)
    return PictureFetch(folder, remote, quota=quota, room_left=0)


def held(enrolled: tuple[DataFolder, Identity]) -> set[str]:
    return {path.name for path in media_of(enrolled[0].path).iterdir()}


def test_what_nobody_shows_goes_first_and_the_longest_idle_of_it(
    media: dict[str, int], enrolled: tuple[DataFolder, Identity]
) -> None:
    first, second, third = media
    fetch = fetcher(enrolled, quota=sum(media.values()) - 1)
    assert fetch.fetch({first: media[first], second: media[second]})
    used = media_of(enrolled[0].path)
    os.utime(used / first, (1, 1_000_000_000))
    os.utime(used / second, (1, 900_000_000))
    assert fetch.fetch({third: media[third]})
    assert held(enrolled) == {first, third}, "the second was idle for longer"


def test_what_is_shown_is_never_dropped(
    media: dict[str, int], enrolled: tuple[DataFolder, Identity]
) -> None:
    fetch = fetcher(enrolled, quota=sum(media.values()) - 1)
    assert fetch.fetch(media), "it does not try for ever"
    assert held(enrolled) == set(list(media)[:2])
    assert fetch.fetch(media)
    assert held(enrolled) == set(list(media)[:2])


def test_a_part_from_before_a_cut_is_gone_on_with_and_verified(
    media: dict[str, int], enrolled: tuple[DataFolder, Identity], tmp_path: Path
) -> None:
    good, bad, _ = media
    folder = media_of(enrolled[0].path)
    folder.mkdir(parents=True)
    content = (Path(str(tmp_path / "hub.db") + "-media") / good).read_bytes()
    (folder / f"{good}.part").write_bytes(content[:1000])
    (folder / f"{bad}.part").write_bytes(b"\0" * 1000)
    fetcher(enrolled, 10**9).fetch(media)
    assert (folder / good).read_bytes() == content
    assert bad not in held(enrolled), "what is not what its name says is not kept"


def test_a_picture_that_the_hub_lost_keeps_no_other_away(
    media: dict[str, int], enrolled: tuple[DataFolder, Identity]
) -> None:
    lost = hashlib.sha256(b"lost").hexdigest()
    assert fetcher(enrolled, 10**9).fetch({lost: 4, **media})
    assert held(enrolled) == set(media)
