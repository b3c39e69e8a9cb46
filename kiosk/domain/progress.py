"""How far along a path somebody is, by the badges that were scanned in this visit."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sync.model import Activity, Playlist, Step

Find = Callable[[str], Activity | None]


@dataclass(frozen=True, slots=True)
class Progress:
    """Steps of a path; what is optional is not missing when it is not `done`."""

    done: int
    required: int
    required_done: int

    @property
    def complete(self) -> bool:
        """Whether nothing required is left."""
        return self.done > 0 and self.required_done == self.required

    @property
    def share(self) -> float:
        """From 0 to 1, of what is required."""
        return self.required_done / self.required if self.required else float(self.done > 0)


def walked(step: Step, earned: Collection[str], activity: Find) -> bool:
    """Whether a badge shows this step: its own, or one that its activity leads to."""
    if step.badge:
        return step.badge in earned
    found = activity(step.activity) if earned else None
    return found is not None and any(badge in earned for badge in found.teaches)


def progress(playlist: Playlist, earned: Collection[str], activity: Find) -> Progress:
    """How much of a path the earned badges show."""
    done = [step for step in playlist.steps if walked(step, earned, activity)]
    return Progress(
        done=len(done),
        required=sum(step.required for step in playlist.steps),
        required_done=sum(step.required for step in done),
    )
