"""How far along a path a badge holder is, and what of it outlives the visit."""

from kiosk.domain.progress import Progress, progress, walked
from kiosk.domain.session import Ended, Limits, Opened, Page, Showed, StaffEntered, begin, step
from sync.model import Activity, Kind, Playlist, Step

SOLDERING = Activity(id="solder", name="S", kind=Kind.COURSE, organizer="o", teaches=("spark",))
PATH = Playlist(
    id="p", name="P",
    steps=(Step(activity="solder"), Step(badge="spark"), Step(activity="print", required=False),
           Step(badge="robot"), Step(activity="gone")),
)  # fmt: skip
FIND = {"solder": SOLDERING}.get


def test_nothing_scanned_is_no_progress() -> None:
    assert progress(PATH, (), FIND) == Progress(done=0, required=4, required_done=0)
    assert not progress(PATH, (), FIND).complete


def test_a_badge_shows_its_own_step_and_the_one_that_led_to_it() -> None:
    assert [walked(each, ("spark",), FIND) for each in PATH.steps] == [
        True, True, False, False, False,
    ]  # fmt: skip
    found = progress(PATH, ("spark",), FIND)
    assert (found.required_done, found.share, found.complete) == (2, 0.5, False)


def test_what_is_optional_is_not_missing() -> None:
    path = Playlist(id="p", name="P", steps=(Step(badge="a"), Step(badge="b", required=False)))
    assert progress(path, ("a",), FIND).complete
    assert progress(path, ("b",), FIND) == Progress(done=1, required=1, required_done=0)


def test_a_badge_is_kept_once_for_this_visit_and_not_for_the_next() -> None:
    limits = Limits()
    state = step(begin("lt"), Opened(Page("scan")), limits)
    for badge in ("spark", "robot", "spark"):
        state = step(state, Showed(badge), limits)
    assert state.earned == ("spark", "robot")
    assert step(state, Ended(), limits).earned == ()
    assert step(state, StaffEntered(), limits).earned == ()


def test_a_badge_on_the_desk_of_staff_is_no_visitors() -> None:
    staff = step(begin("lt"), StaffEntered(), Limits())
    assert step(staff, Showed("spark"), Limits()).earned == ()
