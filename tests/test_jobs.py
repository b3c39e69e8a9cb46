"""Work off the GUI thread comes back on it, as Ok or Err."""

import logging
import threading

import pytest
from pytestqt.qtbot import QtBot

from kiosk.jobs import Err, JobRunner, Ok, Result


def test_a_result_comes_back_on_the_gui_thread(qtbot: QtBot) -> None:
    runner = JobRunner("test")
    seen: list[tuple[Result[int], threading.Thread]] = []
    where: list[threading.Thread] = []

    def work() -> int:
        where.append(threading.current_thread())
        return 7

    runner.run(work, lambda result: seen.append((result, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(seen))
    runner.close()
    assert seen == [(Ok(7), threading.main_thread())]
    assert where[0] is not threading.main_thread()


def test_an_expected_error_is_a_value_and_not_a_traceback(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    runner = JobRunner("test", expected=(OSError,))
    seen: list[Result[None]] = []

    def work() -> None:
        raise OSError("disk full")

    runner.run(work, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    runner.close()
    assert isinstance(seen[0], Err)
    assert caplog.records == []


def test_a_bug_is_logged_whole_and_the_next_job_runs(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    runner = JobRunner("test")
    seen: list[Result[object]] = []
    with caplog.at_level(logging.ERROR):
        runner.run(lambda: 1 // 0, seen.append)
        runner.run(lambda: "next", seen.append)
        qtbot.waitUntil(lambda: len(seen) == 2)
    runner.close()
    assert isinstance(seen[0], Err)
    assert seen[1] == Ok("next")
    assert "ZeroDivisionError" in caplog.text


def test_nothing_is_delivered_after_closing(qtbot: QtBot) -> None:
    runner = JobRunner("test")
    seen: list[Result[int]] = []
    runner.run(lambda: 1, seen.append)
    runner.close()
    qtbot.wait(50)
    assert seen == []
