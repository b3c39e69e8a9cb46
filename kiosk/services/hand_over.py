"""After attendance: where a badge can be claimed, and a request to its issuer. Never an award."""

from dataclasses import dataclass
from typing import Protocol

from sync.model import Activity, Badge


class Lookup(Protocol):
    """The part of the catalogue that this asks."""

    def activity(self, id: str, /) -> Activity | None: ...
    def badge(self, id: str, /) -> Badge | None: ...


@dataclass(frozen=True, slots=True)
class HandOver:
    """What an activity leads to: its badges, and the link that a participant's phone can open."""

    badges: tuple[Badge, ...] = ()
    link: str = ""

    @property
    def badge(self) -> str:
        """The badge that a request is for; empty leaves it to the issuer."""
        return self.badges[0].id if len(self.badges) == 1 else ""


def hand_over(activity: str, catalogue: Lookup) -> HandOver | None:
    """None when the activity leads to no badge; the activity's own link goes before a badge's."""
    found = catalogue.activity(activity)
    if found is None:
        return None
    badges = tuple(b for id in found.teaches if (b := catalogue.badge(id)) is not None)
    links = (found.claim_url, *(each.claim_url for each in badges))
    link = next((each for each in links if each), "")
    return HandOver(badges, link) if badges or link else None
