"""Which activity to surprise with: a fair draw among what one can still join."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterable

from sync.model import Activity


def draw(fitting: Iterable[Activity], seen: Collection[str], seed: str) -> Activity | None:
    """One of `fitting` that is not `seen`, None when there is none; the same for the same seed.

    Each provider has the same chance, whatever number of activities it has, and then each of its
    activities: a large house must not drown a small club. What is full is left out.
    """
    by_provider: defaultdict[str, list[Activity]] = defaultdict(list)
    for activity in fitting:
        full = activity.remaining is not None and activity.remaining <= 0
        if activity.id not in seen and (activity.drop_in or not full):
            by_provider[activity.organizer].append(activity)
    if not by_provider:
        return None
    dice = random.Random(seed)
    provider = dice.choice(sorted(by_provider))
    return dice.choice(sorted(by_provider[provider], key=lambda each: each.id))
