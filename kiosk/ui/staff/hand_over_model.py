"""The badge that attendance leads to: a code for the participant's phone, a request to the issuer.

The code is the issuer's own link, the same for everybody; nothing about the person is in it.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.admission import Occasion
from kiosk.domain.rights import Actor
from kiosk.jobs import JobRunner, Ok, Result
from kiosk.services.centre_life import CentreLife, NotAllowed
from kiosk.services.desk import WALK_IN_PREFIX
from kiosk.services.hand_over import HandOver, hand_over
from kiosk.ui.context import Context
from kiosk.ui.take_home import code, svg_source
from sync.model import CentreEvent

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariant = dict  # what the QML tools take for a value with any members


@dataclass(frozen=True, slots=True)
class Props:
    """`request` is empty, `asked` (just now or before), `denied` or `failed`. `site` is whose page
    the code opens. For whom has no pass nobody can ask."""

    open: bool = False
    session: str = ""
    badges: str = ""
    image: str = ""
    source: str = ""
    modules: int = 0
    site: str = ""
    canAsk: bool = False
    request: str = ""


@QmlElement
class HandOverModel(QObject):
    """`view` is what the sheet shows; it is closed when there is nothing to hand over."""

    changed = Signal()

    def __init__(
        self,
        life: CentreLife,
        jobs: JobRunner,
        *,
        actor: Callable[[], Actor],
        context: Callable[[], Context],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._life = life
        self._jobs = jobs
        self._actor = actor
        self._context = context
        self._props = Props()
        self._who: tuple[Occasion, str] | None = None
        self._found = HandOver()

    def leads_to_badge(self, activity: str) -> bool:
        """Whether there is anything to hand over after this activity."""
        return hand_over(activity, self._context().catalogue) is not None

    def show(self, session: Occasion, pass_id: str) -> None:
        """Open the sheet for somebody who was at a session."""
        context = self._context()
        found = hand_over(session.activity, context.catalogue)
        activity = context.catalogue.activity(session.activity)
        if found is None or activity is None:
            return
        made = code(found.link) if found.link else None
        self._who, self._found = (session, pass_id), found
        known = self._life.requested(session, pass_id)
        self._say(
            Props(
                open=True,
                session=context.say(activity),
                badges=", ".join(context.say(each) for each in found.badges),
                image=svg_source(found.badges[0].image) if found.badges else "",
                source=made.source if made else "",
                modules=made.side if made else 0,
                site=_site(found.link),
                canAsk=not pass_id.startswith(WALK_IN_PREFIX),
                request="asked" if known else "",
            )
        )

    @Slot()
    def close(self) -> None:
        """Put the sheet away and forget whom it was about."""
        self._who = None
        self._say(replace(self._props, open=False))

    @Slot()
    def ask(self) -> None:
        """Note for the issuer that this person took part and asks for the badge."""
        if self._who is None:
            return
        (session, pass_id), badge = self._who, self._found.badge
        who, now = self._actor(), self._context().now

        def work() -> CentreEvent | bool | None:
            try:
                return self._life.request_badge(session, pass_id, badge, now, who)
            except NotAllowed:
                return False

        def done(result: Result[CentreEvent | bool | None]) -> None:
            if not isinstance(result, Ok):
                self._say(replace(self._props, request="failed"))
            else:
                denied = result.value is False
                self._say(replace(self._props, request="denied" if denied else "asked"))

        self._jobs.run(work, done)

    def _say(self, props: Props) -> None:
        if props != self._props:
            self._props = props
            self.changed.emit()

    def _get_view(self) -> dict[str, object]:
        return asdict(self._props)

    view = Property(QVariant, _get_view, notify=changed)


def _site(link: str) -> str:
    """The host of a link, for people to see where they are led."""
    return link.partition("://")[2].partition("/")[0]
