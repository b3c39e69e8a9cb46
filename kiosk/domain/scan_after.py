"""What a badge leads to: the paths it is a step of, and what comes next on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sync.model import Playlist, Step


@dataclass(frozen=True, slots=True)
class Advance:
    """A playlist that this badge is a step of; `number` counts from 1."""

    playlist: Playlist
    number: int

    @property
    def total(self) -> int:
        return len(self.playlist.steps)

    @property
    def left(self) -> tuple[Step, ...]:
        """The steps behind this one."""
        return self.playlist.steps[self.number :]


def advances(badge: str, playlists: Iterable[Playlist]) -> tuple[Advance, ...]:
    """Every playlist with this badge in it, nearest to its end first."""
    found = [
        Advance(playlist, number)
        for playlist in playlists
        for number, step in enumerate(playlist.steps, 1)
        if step.badge == badge
    ]
    return tuple(sorted(found, key=lambda each: (len(each.left), each.playlist.id)))


def next_steps(found: Iterable[Advance]) -> tuple[Step, ...]:
    """The steps still ahead on these paths: what must be done before what may, each once."""
    ahead = [step for each in found for step in each.left]
    ordered = sorted(ahead, key=lambda step: not step.required)
    return tuple({(step.activity, step.badge): step for step in reversed(ordered)}.values())[::-1]
