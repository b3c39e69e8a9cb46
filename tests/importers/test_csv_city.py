"""What a city's keeper gets from the CSV template: records, and plain words about each fault."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from sync.importers.city_json import CityFault
from sync.importers.csv_city import load_city
from sync.model import Activity, Badge, Period, Place, Playlist, Registration, Subsidy, Weekday
from sync.model.claim import name_of_link

from .conftest import change


def messages(folder: Path) -> list[str]:
    return [str(problem) for problem in load_city(folder).problems]


def test_a_good_folder_loads_whole_and_without_a_word(city: Path) -> None:
    loaded = load_city(city)
    assert loaded.problems == []
    assert {kind: len(items) for kind, items in loaded.records.items()} == {
        "topic": 1, "organization": 1, "place": 2, "badge": 1, "subsidy": 1, "notice": 1,
        "activity": 2, "playlist": 1, "registration": 2,
    }  # fmt: skip
    assert loaded.whole == set(loaded.records)


def test_an_activity_keeps_every_cell(city: Path) -> None:
    activity = load_city(city).records["activity"][0]
    assert isinstance(activity, Activity)
    assert activity.name == "Keramika"
    assert activity.content_language == "lt"
    assert activity.translations["en"].name == "Pottery"
    assert activity.offers[0].price == Decimal(25)
    assert activity.offers[0].period is Period.MONTH
    assert activity.event_schedule[0].by_day == (Weekday.MONDAY, Weekday.WEDNESDAY)
    assert activity.event_schedule[0].end_date == dt.date(2028, 6, 15)
    assert (activity.age_range.min_value, activity.age_range.max_value) == (11, 19)
    assert activity.classes == ("5-8", "9-12")
    assert (activity.capacity, activity.remaining) == (12, 3)
    assert activity.subsidy_eligible
    assert activity.in_language == ("lt", "en")
    assert activity.keywords == ("puodai", "molis")
    assert activity.provenance.demonstration
    assert activity.provenance.updated == dt.date(2026, 11, 1)


def test_the_other_records_keep_their_meaning(city: Path) -> None:
    records = load_city(city).records
    place, badge, playlist = records["place"][0], records["badge"][0], records["playlist"][0]
    subsidy, registration = records["subsidy"][0], records["registration"][0]
    assert isinstance(place, Place)
    assert place.geo is not None
    assert place.geo.latitude == 54.67
    assert [len(hours.day_of_week) for hours in place.opening_hours] == [5, 1]
    assert isinstance(badge, Badge)
    assert badge.image == "<svg/>"
    assert badge.translations["en"].criteria == "Make a pot."
    assert isinstance(playlist, Playlist)
    assert [step.activity or step.badge for step in playlist.steps] == ["act-1", "badge-1"]
    assert playlist.steps[0].translations == {"en": "Start"}
    assert isinstance(subsidy, Subsidy)
    assert (subsidy.amount, subsidy.description) == (Decimal(25), "Mokiniai")
    assert isinstance(registration, Registration)
    assert registration.place == "place-a"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",0,EUR", ",abc,EUR", 'activities.csv line 3: price "abc" is not a number'),
        (",0,EUR", ",-1,EUR", "activities.csv line 3: price -1 is negative"),
        (",0,EUR", ",NaN,EUR", 'activities.csv line 3: price "NaN" is not a number'),
        (",once,", ",weekly,", 'price_period "weekly" is not one of once, month, season, year'),
        ("act-2,workshop", "act-2,party", 'line 3: kind "party" is not one of club, course'),
        ("act-2,workshop", "act-2,", "line 3: kind is empty"),
        ("act-2,workshop", ",workshop", "line 3: id is empty"),
        ("act-2,", "act-1,", 'line 3: id "act-1" is already on line 2'),
        ("act-2,", "act 2/x,", 'id "act 2/x" may only have letters'),
        ("Grafika,Print", ",", "line 3: name_lt is empty"),
        ("org-a,place-b", "org-z,place-b", 'organization_id "org-z" is not in organizations'),
        ("org-a,place-b", "org-a,place-z", 'place_id "place-z" is not in places'),
        (",menas,org-a,place-b", ",pop,org-a,place-b", 'topics "pop" is not in topics'),
        ("2026-12-05,", "2026-13-05,", 'schedule "2026-13-05" is not a date like 2026-09-01'),
        ("2027-01-09 11:00", "2027-01-09 25:00", 'schedule "25:00" is not a time of day'),
        ("2026-12-05,2027-01-09 11", "Someday 11", 'schedule "Someday" is not a day of the week'),
        (",place-b,,,", ",place-b,20,10,", "age_min 20 is more than age_max 10"),
        (",place-b,,,", ",place-b,-3,,", "age_min -3 is not between 0 and 120"),
        (",yes,,,,Parodomieji", ",maybe,,,,Parodomieji", 'drop_in "maybe" is neither yes nor no'),
        (",yes,,,,Parod", ",yes,javascript:x,,,Parod", 'registration_url "javascript:x" is not a'),
        ("2026-11-01,yes\n", "2026-11-01,yes,more\n", "has 31 cells, but there are 30 columns"),
    ],
)
def test_a_bad_cell_is_named_by_file_and_line(city: Path, old: str, new: str, message: str) -> None:
    path = city / "activities.csv"
    first, last = path.read_text(encoding="utf-8").split("act-2", 1)
    last = "act-2" + last
    assert old in last
    path.write_text(first + last.replace(old, new, 1), encoding="utf-8")
    loaded = load_city(city)
    assert message in "\n".join(str(problem) for problem in loaded.problems)
    assert [activity.id for activity in loaded.records["activity"]] == ["act-1"]
    assert loaded.skipped >= 1


def test_all_faults_of_a_row_are_told_at_once(city: Path) -> None:
    change(city / "activities.csv", "act-1,club", "act-1,party")
    change(city / "activities.csv", ",25,EUR", ",abc,EUR")
    found = [text for text in messages(city) if "activities.csv line 2" in text]
    assert len(found) == 2


def test_a_row_after_a_cell_of_three_lines_still_has_its_true_line(city: Path) -> None:
    change(city / "activities.csv", "Molis ir rankos.", '"Molis\nir\nrankos."')
    change(city / "activities.csv", ",0,EUR", ",abc,EUR")
    assert 'activities.csv line 5: price "abc" is not a number' in messages(city)


def test_rare_separators_inside_a_text_do_not_break_the_row(city: Path) -> None:
    change(city / "activities.csv", "Molis ir rankos.", "Molis\u2028ir\x85rankos\x0b.")
    loaded = load_city(city)
    assert loaded.problems == []
    activity = loaded.records["activity"][0]
    assert isinstance(activity, Activity)
    assert activity.description == "Molis\u2028ir\x85rankos\x0b."


def test_an_endless_cell_ends_the_file_and_spares_the_kind(city: Path) -> None:
    change(city / "activities.csv", "Molis ir rankos.", '"' + "x" * 200_000)
    loaded = load_city(city)
    assert "activities.csv line 2: cannot be read from here on" in str(loaded.problems[0])
    assert "activity" not in loaded.whole


def test_a_row_left_out_does_not_mark_its_id_as_gone(city: Path) -> None:
    change(city / "activities.csv", ",0,EUR", ",abc,EUR")
    loaded = load_city(city)
    assert loaded.seen["activity"] == {"act-1", "act-2"}
    assert "activity" in loaded.whole


def test_a_row_without_an_id_forbids_deletion_in_its_file(city: Path) -> None:
    change(city / "activities.csv", "act-2,", ",")
    assert "activity" not in load_city(city).whole


def test_lithuanian_headers_and_words_are_understood(city: Path) -> None:
    path = city / "activities.csv"
    text = path.read_text(encoding="utf-8")
    head, rest = text.split("\n", 1)
    head = head.replace("price,", "Kaina,").replace("kind,", "Rūšis,").replace(
        "schedule", "Tvarkaraštis"
    )  # fmt: skip
    path.write_text(head + "\n" + rest.replace("act-1,club", "act-1,Būrelis"), encoding="utf-8")
    activity = load_city(city).records["activity"][0]
    assert isinstance(activity, Activity)
    assert activity.kind == "club"
    assert activity.offers[0].price == 25
    assert activity.event_schedule


def test_a_table_saved_by_a_baltic_spreadsheet_is_read(city: Path) -> None:
    text = "id;name_lt;name_en\r\nmenas;Menas žemėje;Art\r\n"
    (city / "topics.csv").write_bytes(text.encode("cp1257"))
    loaded = load_city(city)
    assert loaded.records["topic"][0].name == "Menas žemėje"  # type: ignore[union-attr]
    assert [str(problem) for problem in loaded.problems] == [
        "topics.csv: is not UTF-8; read as Windows-1257, check the Lithuanian letters"
    ]
    assert loaded.skipped == 0


def test_a_record_without_the_first_language_says_which_it_is_in(city: Path) -> None:
    change(city / "activities.csv", "Grafika,Print", ",Print")
    activity = load_city(city).records["activity"][1]
    assert isinstance(activity, Activity)
    assert (activity.name, activity.content_language) == ("Print", "en")


def test_a_badge_says_by_what_it_is_known_and_when_that_was_said(city: Path) -> None:
    link = "https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1"
    change(city / "badges.csv", "level\n", "level,same_as,claim_links,updated\n")
    change(
        city / "badges.csv", ",1\n",
        f",1,https://a.example/b/1;urn:uuid:7;nonsense,{link};https://a.example/?code=zz9zz9,"
        "2026-03-04\n",
    )  # fmt: skip
    loaded = load_city(city)
    badge = loaded.records["badge"][0]
    assert isinstance(badge, Badge)

    assert badge.provenance.updated == dt.date(2026, 3, 4)
    assert badge.same_as == ("https://a.example/b/1", "urn:uuid:7", name_of_link(link))
    told = [str(problem) for problem in loaded.problems if problem.file == "badges.csv"]
    assert len(told) == 2
    assert not any("5f8ica" in text or "zz9zz9" in text for text in [*told, repr(badge)])


@pytest.mark.parametrize("name", ["../secret.svg", "badges/one.png", "badges/none.svg", "/x.svg"])
def test_a_picture_outside_the_folder_is_never_read(city: Path, name: str) -> None:
    (city.parent / "secret.svg").write_text("<svg>secret</svg>", encoding="utf-8")
    (city / "badges" / "one.png").write_text("x", encoding="utf-8")
    change(city / "badges.csv", "badges/one.svg", name)
    loaded = load_city(city)
    badge = loaded.records["badge"][0]
    assert isinstance(badge, Badge)
    assert badge.image == ""
    assert f'badges.csv line 2: image "{name}"' in str(loaded.problems[0])


def test_hours_that_are_too_clever_leave_the_place_standing(city: Path) -> None:
    change(city / "places.csv", "Mo-Fr 10:00-20:00; Sa 10:00-16:00", "sunrise-sunset")
    loaded = load_city(city)
    assert len(loaded.records["place"]) == 2
    assert "places.csv line 2: opening_hours" in str(loaded.problems[0])


def test_a_missing_column_spares_the_kind(city: Path) -> None:
    (city / "places.csv").write_text("nr,name_lt\nplace-a,Kablys\n", encoding="utf-8")
    loaded = load_city(city)
    assert "places.csv line 1: has no column id" in [str(problem) for problem in loaded.problems]
    assert "place" not in loaded.whole
    assert len(loaded.records["activity"]) == 2


def test_garbage_in_place_of_a_table_is_told(city: Path) -> None:
    (city / "places.csv").write_bytes(b"id,name_lt\n\x00\xff\x00" + bytes(range(256)) * 40)
    load_city(city)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "city.json: "),
        ('{"id": "x"}', "city.json: Object missing required field"),
        ("[" * 100_000, "city.json: "),
    ],
)
def test_a_folder_without_a_city_is_refused_in_one_line(
    city: Path, text: str, message: str
) -> None:
    (city / "city.json").write_text(text, encoding="utf-8")
    with pytest.raises(CityFault, match=message) as caught:
        load_city(city)
    assert "\n" not in str(caught.value)


def test_an_unknown_time_zone_is_named(city: Path) -> None:
    change(city / "city.json", "Europe/Vilnius", "Europe/Nowhere")
    with pytest.raises(CityFault, match=r'timezone "Europe/Nowhere" is not known'):
        load_city(city)
