"""people.db: found by those who hold the key, noise to everybody else, gone when wiped."""

import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.model import Registration, StaffAccount
from sync.store.errors import CannotOpen, DamagedDatabase
from sync.store.people import People
from sync.store.people_key import PeopleKey

STAFF = StaffAccount(
    id="staff-1", label="Jaunimo darbuotojas", role="youth_worker", place="centre", pin_hash="$a$"
)


def registration(n: int, label: str, activity: str = "print") -> Registration:
    return Registration(
        id=f"r-{activity}-{n}", activity=activity, pass_id=f"P-{n}", label=label, place="centre"
    )


ROSTER = [
    registration(1, "Žilvitis Mažasis"),
    registration(2, "Eglė"),
    registration(3, "Ąžuolas"),
    registration(2, "Eglė", "bike"),
]


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    made = People(tmp_path / "people.db")
    made.replace("registration", ROSTER)
    made.replace("staff", [STAFF])
    yield made
    made.close()


def test_a_roster_comes_back_in_the_order_of_names(people: People) -> None:
    assert [each.label for each in people.roster("print")] == [
        "Ąžuolas", "Eglė", "Žilvitis Mažasis",
    ]  # fmt: skip
    assert people.roster("nothing") == []
    assert people.counts(["print", "bike", "nothing"]) == {"print": 3, "bike": 1}
    assert people.known("print")
    assert not people.known("nothing")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zi", ["Žilvitis Mažasis"]),
        ("ŽI", ["Žilvitis Mažasis"]),
        ("ma", ["Žilvitis Mažasis"]),
        ("ma zi", ["Žilvitis Mažasis"]),
        ("zilv", ["Žilvitis Mažasis"]),
        ("zilx", []),
        ("a", ["Ąžuolas"]),
        ("", ["Ąžuolas", "Eglė", "Žilvitis Mažasis"]),
        ("..", ["Ąžuolas", "Eglė", "Žilvitis Mažasis"]),
        ("lv", []),
    ],
)
def test_a_name_is_found_by_its_first_letters(people: People, typed: str, found: list[str]) -> None:
    assert [each.label for each in people.roster("print", typed)] == found


def test_a_pass_is_found_with_all_that_it_is_registered_for(people: People) -> None:
    assert sorted(each.activity for each in people.of_pass("P-2")) == ["bike", "print"]
    assert people.of_pass("P-99") == []


def test_a_new_roster_takes_the_place_of_the_old_one(people: People) -> None:
    people.replace("registration", ROSTER[:1])
    assert [each.pass_id for each in people.roster("print")] == ["P-1"]
    assert people.roster("print", "eg") == []
    assert people.staff() == [STAFF]
    people.replace("registration", [])
    assert not people.known("print")


def test_a_roster_that_fails_half_way_leaves_the_old_one(people: People) -> None:
    broken = [*ROSTER[:1], registration(7, None)]  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        people.replace("registration", broken)
    assert len(people.roster("print")) == 3


def test_the_file_says_nothing_without_its_key(people: People, tmp_path: Path) -> None:
    people.close()
    raw = b"".join(each.read_bytes() for each in tmp_path.glob("people.db*"))
    for word in ("Eglė", "P-2", "Jaunimo", "print", "staff-1", "youth_worker", "zilvitis"):
        assert word.encode() not in raw


def test_the_key_is_for_the_kiosks_own_user_only(people: People, tmp_path: Path) -> None:
    for name in ("people.key", "people.db", "people.db-wal"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600, name


def test_a_row_cannot_be_put_in_the_place_of_another(people: People, tmp_path: Path) -> None:
    raw = sqlite3.connect(tmp_path / "people.db")
    raw.execute("UPDATE registration SET sealed = (SELECT sealed FROM registration WHERE row = 1)")
    raw.commit()
    raw.close()
    with pytest.raises(DamagedDatabase):
        people.roster("print")


def test_the_wrong_key_opens_nothing(people: People, tmp_path: Path) -> None:
    people.close()
    (tmp_path / "people.key").write_bytes(bytes(64))
    with pytest.raises(DamagedDatabase):
        People(tmp_path / "people.db").staff()
    (tmp_path / "people.key").write_bytes(b"short")
    with pytest.raises(DamagedDatabase):
        People(tmp_path / "people.db").staff()


def test_a_sealed_field_that_was_cut_is_damage_and_not_a_crash() -> None:
    key = PeopleKey(bytes(64))
    with pytest.raises(DamagedDatabase):
        key.unseal(b"", "staff 1")


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen):
        People(tmp_path / "nowhere" / "people.db").staff()
    (tmp_path / "people.key").mkdir()
    with pytest.raises(CannotOpen):
        People(tmp_path / "people.db").staff()


def test_wiping_leaves_no_file(people: People, tmp_path: Path) -> None:
    people.wipe()
    assert list(tmp_path.iterdir()) == []
    people.wipe()
    assert people.staff() == []


def test_the_other_program_notices_the_wipe(people: People, tmp_path: Path) -> None:
    screen = People(tmp_path / "people.db")
    assert screen.staff() == [STAFF]
    people.wipe()
    assert screen.staff() == []
    people.replace("staff", [STAFF])
    assert screen.staff() == [STAFF]
    screen.close()
