"""Asking the desk, off the GUI thread and in order, and showing its verdict."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import SignalInstance

from kiosk.domain.admission import Occasion
from kiosk.domain.rights import NOBODY, Actor
from kiosk.jobs import JobRunner, Ok, Result
from kiosk.services.desk_values import Answer, How
from kiosk.ui.staff.desk_lists import DeskLists
from kiosk.ui.staff.staff_rows import NOT_SAVED, Done, VerdictProps, finish, nameless
from sync.model import Movement


@dataclass(frozen=True, slots=True)
class Asked:
    """The last request, so that staff can wave it on; `ask` runs on the worker."""

    ask: Callable[[Occasion | None, How], Answer]
    session: Occasion | None
    how: How
    quiet: bool


class DeskAsking(DeskLists):
    """The verdict of `DeskModel`; that is the QObject, with these signals."""

    verdictChanged: SignalInstance
    given: SignalInstance

    def _begin_asking(self, jobs: JobRunner) -> None:
        self._jobs = jobs
        self.actor: Actor = NOBODY
        self._wanted = Movement.ENTRY
        self._asked: Asked | None = None
        self._done: Answer | None = None
        self._props = VerdictProps()

    def _request(
        self, ask: Callable[[Occasion | None, How], Answer], wanted: Movement, *, quiet: bool
    ) -> None:
        session = self._open.occasion if self._open is not None else None
        how = How(wanted=wanted, by=self.actor, by_visitor=self._by_visitors)
        self._run(Asked(ask, session, how, quiet))

    def _run(self, asked: Asked) -> None:
        self._asked = asked
        self._jobs.run(
            lambda: self._finish(asked.ask(asked.session, asked.how), asked.session, asked.quiet),
            self._show,
        )

    def _finish(self, answer: Answer, session: Occasion | None, quiet: bool) -> Done:
        return finish(self._desk, answer, session, self.language, quiet=quiet)

    def _show(self, result: Result[Done]) -> None:
        match result:
            case Ok(done):
                self._done = done.answer
                self._props = nameless(done.props) if self._by_visitors else done.props
                self._patch(done)
            case _:
                self._done = None
                self._props = NOT_SAVED
        self.verdictChanged.emit()
        self.given.emit(self._props.level)
