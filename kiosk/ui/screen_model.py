"""What every screen's view model shares: a frozen view that is made off the GUI thread."""

from collections.abc import Callable
from typing import Any

from kiosk.jobs import JobRunner
from kiosk.ui.context import Context
from kiosk.ui.latest import Latest

Params = dict[str, str]


class ScreenModel:
    """Loads again when the data, the minute, the language or the shortlist change.

    A subclass says by `_build` what to make of its params, on the worker; and by `_show` how to
    give that to QML, on the GUI thread. It is not a QObject itself, because the tool that writes
    the types for qmllint looks no further than a class's own bases.
    """

    def _begin(self, jobs: JobRunner, context: Callable[[], Context]) -> None:
        self._latest = Latest(jobs)
        self._context = context
        self._params: Params | None = None
        self._stale = False
        self._answered = False
        self.failed: Callable[[ScreenModel], None] = lambda _: None

    def open(self, params: Params) -> None:
        """Show what these params say; the same params again change nothing."""
        if params != self._params:
            self._params = params
            self._answered = False
            self._opening()
            self.refresh()
        elif self._stale:
            self.refresh()

    def expire(self) -> None:
        """The data, the language or the hour is another: load again when next shown."""
        self._stale = True

    def refresh(self) -> None:
        """Load again if the screen was ever opened in this visit."""
        if self._params is None:
            return
        self._stale = False
        params, context = self._params, self._context()

        def build() -> Any:
            with context.catalogue.steady():
                return self._build(params, context)

        self._latest.ask(build, self._take, self._fail)

    def forget(self) -> None:
        """Drop everything of the visit."""
        self._latest.drop()
        self._params = None
        self._answered = False
        self._clear()

    def _take(self, built: Any) -> None:
        self._answered = True
        self._show(built)

    def _fail(self) -> None:
        """What is shown already stays; a page that was never made is broken, until tried again."""
        self._stale = True
        if not self._answered:
            self.failed(self)

    def _opening(self) -> None:
        """New params are to be shown; what is on the screen may stay until they are."""

    def _build(self, params: Params, context: Context) -> Any:
        raise NotImplementedError

    def _show(self, built: Any) -> None:
        raise NotImplementedError

    def _clear(self) -> None:
        raise NotImplementedError
