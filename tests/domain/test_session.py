"""A visit, by examples and by properties over any order of events."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.session import (
    HISTORY_LIMIT,
    HOME,
    SHORTLIST_LIMIT,
    Ended,
    Event,
    Limits,
    Opened,
    Page,
    Phase,
    Picked,
    Spoke,
    StaffEntered,
    State,
    Ticked,
    Touched,
    WentBack,
    WentHome,
    begin,
    seconds_left,
    step,
)

LIMITS = Limits(idle=45, warning=15, staff_idle=180)
pages = st.sampled_from([HOME, Page("list"), Page("detail", {"id": "a"}), Page("map")])
events: st.SearchStrategy[Event] = st.one_of(
    st.just(Touched()),
    st.floats(0, 70).map(Ticked),
    st.builds(Opened, pages, st.booleans()),
    st.just(WentBack()),
    st.just(WentHome()),
    st.sampled_from(["lt", "en"]).map(Spoke),
    st.integers(0, 30).map(lambda n: Picked(f"activity-{n}")),
    st.just(StaffEntered()),
    st.just(Ended()),
)


def after(*steps: Event) -> State:
    state = begin("lt")
    for each in steps:
        state = step(state, each, LIMITS)
    return state


def test_a_touch_on_the_attract_screen_opens_home() -> None:
    assert after(WentHome()).page == HOME


def test_back_returns_to_the_screen_before() -> None:
    state = after(WentHome(), Opened(Page("list")), Opened(Page("detail", {"id": "a"})), WentBack())
    assert state.page == Page("list")


def test_the_same_screen_twice_is_one_step_back() -> None:
    state = after(Opened(Page("list")), Opened(Page("list")), WentBack())
    assert state.page == HOME


def test_a_search_typed_further_replaces_its_own_place() -> None:
    state = after(Opened(Page("list")), Opened(Page("list", {"text": "šo"}), instead=True))
    assert state.history == (HOME, Page("list", {"text": "šo"}))


def test_quiet_for_45_seconds_asks_and_for_60_forgets() -> None:
    state = after(WentHome(), Spoke("en"), Picked("a"), Ticked(44.9))
    assert not state.warned
    state = step(state, Ticked(0.2), LIMITS)
    assert state.warned
    assert 14 < seconds_left(state, LIMITS) < 15
    state = step(state, Ticked(15), LIMITS)
    assert state == State(default_language="lt", language="lt", visit=1)


def test_a_touch_during_the_warning_keeps_everything() -> None:
    state = after(Opened(Page("list")), Picked("a"), Ticked(50), Touched())
    assert (state.page, state.shortlist, state.warned) == (Page("list"), ("a",), False)


def test_a_language_chosen_on_the_attract_screen_does_not_stay_for_the_next_visitor() -> None:
    assert after(Spoke("en"), Ticked(44)).language == "en"
    assert after(Spoke("en"), Ticked(45)).language == "lt"


def test_staff_never_see_what_the_visitor_before_them_chose() -> None:
    state = after(Opened(Page("detail", {"id": "a"})), Picked("a"), StaffEntered())
    assert (state.phase, state.history, state.shortlist) == (Phase.STAFF, (), ())


def test_staff_have_longer_but_are_asked_too() -> None:
    assert not after(StaffEntered(), Ticked(179)).warned
    assert after(StaffEntered(), Ticked(181)).warned
    assert after(StaffEntered(), Ticked(195)).phase is Phase.ATTRACT


@given(st.lists(events, max_size=60))
def test_no_order_of_events_breaks_a_visit(order: list[Event]) -> None:
    state = begin("lt")
    for event in order:
        before, state = state, step(state, event, LIMITS)
        assert len(state.history) <= HISTORY_LIMIT
        assert len(state.shortlist) <= SHORTLIST_LIMIT
        assert len(set(state.shortlist)) == len(state.shortlist)
        assert (state.phase is Phase.VISITOR) == bool(state.history)
        if state.history:
            assert state.history[0] == HOME
        assert not (state.phase is Phase.ATTRACT and state.shortlist)
        assert state.visit in (before.visit, before.visit + 1)
        if state.visit != before.visit:
            assert (state.history, state.shortlist, state.language) == ((), (), "lt")


@given(st.lists(events, max_size=40))
def test_from_anywhere_sixty_quiet_seconds_or_staffs_minutes_leave_nothing(
    order: list[Event],
) -> None:
    state = after(*order)
    state = step(step(state, Touched(), LIMITS), Ticked(195), LIMITS)
    assert (state.phase, state.language, state.shortlist) == (Phase.ATTRACT, "lt", ())


def test_a_long_visit_still_leads_back_home() -> None:
    state = begin("lt")
    for n in range(HISTORY_LIMIT + 3):
        state = step(state, Opened(Page("detail", {"id": f"a{n}"})), LIMITS)
    assert (state.history[0], len(state.history)) == (HOME, HISTORY_LIMIT)
    assert state.page == Page("detail", {"id": f"a{HISTORY_LIMIT + 2}"})


def test_a_full_list_takes_no_more_and_gives_back() -> None:
    state = step(begin("lt"), Opened(HOME), LIMITS)
    for n in range(SHORTLIST_LIMIT + 1):
        state = step(state, Picked(f"activity-{n}"), LIMITS)
    assert len(state.shortlist) == SHORTLIST_LIMIT
    assert "activity-0" not in step(state, Picked("activity-0"), LIMITS).shortlist


def test_behind_the_hidden_entry_is_the_staff_area_and_nothing_else() -> None:
    state = step(begin("lt"), StaffEntered(), LIMITS)
    assert state.page == Page("staff")
    assert step(state, Opened(Page("map")), LIMITS).page == Page("staff")
