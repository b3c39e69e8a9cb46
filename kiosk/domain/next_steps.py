"""What a badge leads to: the paths it is a step of, and activities that go on from it, with why."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sync.model import Activity, Badge, Playlist

Teaching = Callable[[str], Sequence[Activity]]
"""The activities that lead to a badge."""

About = Callable[[Sequence[str]], Sequence[Activity]]
"""Activities of any of these topics, the best first."""


class Why(StrEnum):
    """Why an activity comes next."""

    PATH = "path"
    """It is the next step of a playlist that this badge is a step of."""
    NEXT_BADGE = "next_badge"
    """It teaches the next badge of such a playlist."""
    HIGHER = "higher"
    """It teaches a badge of a higher level in a skill of this one."""
    SKILL = "skill"
    """It teaches another badge that shares a skill with this one."""
    TOPIC = "topic"
    """It teaches another badge of a topic in which this one is earned."""
    SUBJECT = "subject"
    """It is of a topic in which this one is earned."""


@dataclass(frozen=True, slots=True)
class Advance:
    """A playlist that a badge is a step of; `number` counts from 1."""

    playlist: Playlist
    number: int

    @property
    def total(self) -> int:
        return len(self.playlist.steps)


def advances(badge: str, playlists: Iterable[Playlist]) -> tuple[Advance, ...]:
    """Every playlist with this badge in it, nearest to its end first."""
    found = [
        Advance(playlist, number)
        for playlist in playlists
        for number, step in enumerate(playlist.steps, 1)
        if step.badge == badge
    ]
    return tuple(sorted(found, key=lambda each: (each.total - each.number, each.playlist.id)))


@dataclass(frozen=True, slots=True)
class Next:
    """An activity to go on with; `playlist`, `badge`, `skill`, `topic` name the reason."""

    activity: Activity
    why: Why
    playlist: str = ""
    badge: str = ""
    skill: str = ""
    topic: str = ""


def next_steps(
    badge: Badge,
    badges: Iterable[Badge],
    playlists: Iterable[Playlist],
    teaching: Teaching,
    activity: Callable[[str], Activity | None],
    limit: int = 6,
    about: About = lambda _topics: (),
) -> tuple[Next, ...]:
    """At most `limit` activities, each once with its best reason: first the paths that this badge
    is on, then a higher level of its skills, then other badges of its skills, then of its topics,
    the next level first, then whatever is of its topics. What already leads to this badge is left
    out."""
    own = {each.id for each in teaching(badge.id)}
    known = {each.id: each for each in badges}
    found: dict[str, Next] = {}
    for step in (*_on_paths(badge, playlists, teaching, activity),
                 *_by_skill(badge, known.values(), teaching),
                 *_by_topic(badge, known.values(), teaching),
                 *_of_topics(badge, teaching, about)):  # fmt: skip
        if step.activity.id not in own:
            found.setdefault(step.activity.id, step)
    ordered = sorted(found.values(), key=lambda each: list(Why).index(each.why))
    return tuple(ordered[:limit])


def _on_paths(
    badge: Badge, playlists: Iterable[Playlist], teaching: Teaching,
    activity: Callable[[str], Activity | None],
) -> Iterable[Next]:  # fmt: skip
    for playlist in playlists:
        places = [at for at, step in enumerate(playlist.steps) if step.badge == badge.id]
        if not places:
            continue
        for step in playlist.steps[places[-1] + 1 :]:
            ahead = activity(step.activity) if step.activity else None
            if ahead is not None:
                yield Next(ahead, Why.PATH, playlist=playlist.id)
                break
            if step.badge:
                for each in teaching(step.badge):
                    yield Next(each, Why.NEXT_BADGE, playlist=playlist.id, badge=step.badge)
                break


def _by_skill(badge: Badge, badges: Iterable[Badge], teaching: Teaching) -> Iterable[Next]:
    for other in badges:
        shared = [skill for skill in badge.skills if skill in other.skills]
        if other.id == badge.id or not shared:
            continue
        why = Why.HIGHER if _level(other) > _level(badge) else Why.SKILL
        for each in teaching(other.id):
            yield Next(each, why, badge=other.id, skill=shared[0])


def _by_topic(badge: Badge, badges: Iterable[Badge], teaching: Teaching) -> Iterable[Next]:
    topics = {each.topics[0] for each in teaching(badge.id) if each.topics}
    others = sorted(
        (other for other in badges if other.id != badge.id),
        key=lambda other: (_level(other) != _level(badge) + 1, other.id),
    )
    for other in others:
        for each in teaching(other.id):
            if each.topics and each.topics[0] in topics:
                yield Next(each, Why.TOPIC, badge=other.id, topic=each.topics[0])
                break


def _of_topics(badge: Badge, teaching: Teaching, about: About) -> Iterable[Next]:
    topics = dict.fromkeys(each.topics[0] for each in teaching(badge.id) if each.topics)
    for each in about(tuple(topics)) if topics else ():
        topic = next((topic for topic in each.topics if topic in topics), "")
        yield Next(each, Why.SUBJECT, topic=topic)


def _level(badge: Badge) -> int:
    return int(badge.level) if badge.level.isdecimal() else 0
