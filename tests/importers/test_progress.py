"""How an import says how far it is."""

import io

from sync.importers.progress import Progress


class Screen(io.StringIO):
    """A terminal that keeps what was written."""

    def isatty(self) -> bool:
        """It is one."""
        return True


class Clock:
    """Goes on by so many seconds each time it is asked."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        """Now."""
        self.now += self.step
        return self.now


def test_on_a_terminal_one_line_has_count_rate_and_rest_and_goes_when_it_is_done() -> None:
    screen = Screen()
    progress = Progress(screen, Clock(2.0))
    for rows in (1_000, 2_000, 3_000):
        progress("events", rows, rows / 4_000)
    progress.end()
    lines = screen.getvalue().split("\r")
    assert lines[-2] == "events: 3,000 rows, 75%, 750/s, about 1 s left\x1b[K"
    assert lines[-1] == "\x1b[K"
    assert "\n" not in screen.getvalue()


def test_what_nobody_knows_is_not_said() -> None:
    screen = Screen()
    progress = Progress(screen, Clock(2.0))
    progress("events", 100)
    progress("events", 200)
    assert screen.getvalue().endswith("\revents: 200 rows, 100/s\x1b[K")


def test_a_log_gets_a_whole_line_now_and_then_and_nothing_of_a_short_import() -> None:
    long, short = io.StringIO(), io.StringIO()
    progress, quick = Progress(long, Clock(4.0)), Progress(short, Clock(0.5))
    for rows in range(100, 700, 100):
        progress("events", rows, rows / 600)
        quick("events", rows, rows / 600)
    assert long.getvalue().splitlines() == [
        "events: 300 rows, 50%, 38/s, about 8 s left",
        "events: 600 rows, 100%, 30/s",
    ]
    assert short.getvalue() == ""
