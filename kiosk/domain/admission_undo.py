"""May this event be taken back, and by whom?"""

from kiosk.domain.admission import Level, Reason, Verdict
from kiosk.domain.rights import NOBODY, Actor, Right
from sync.model import CheckIn, Movement, SeenEvent


def decide_undo(event: CheckIn | SeenEvent | None, undone: bool, actor: Actor = NOBODY) -> Verdict:
    """The verdict on taking an event back: once, and only an entry or an exit.

    What somebody else did, here or at another kiosk, needs a right.
    """
    if event is None or event.movement is Movement.ANNULMENT or undone:
        return Verdict(level=Level.AMBER, reason=Reason.NOTHING_TO_UNDO)
    own = isinstance(event, CheckIn) and event.staff in ("", actor.id)
    if not own and Right.UNDO_OTHERS not in actor.rights:
        return Verdict(
            level=Level.AMBER, reason=Reason.NOT_ALLOWED, pass_id=event.pass_id,
            needs=Right.UNDO_OTHERS,
        )  # fmt: skip
    return Verdict(
        level=Level.GREEN,
        reason=Reason.ANNULLED,
        pass_id=event.pass_id,
        record=Movement.ANNULMENT,
    )
