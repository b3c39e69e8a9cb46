"""Hand-written programme patterns and the sentences that vary them."""

from __future__ import annotations

import itertools
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

Pair = tuple[str, str]
FIRST_STEPS = re.compile(
    r"[Pp]irm|[Pp]rad|[Nn]aujok|[Nn]ereikia|nežaid|niekada|Drov|be jokio|"
    r"būtina|[Uu]žtenka"
)
AREAS = {
    "school",
    "sport",
    "climbing",
    "park",
    "nature",
    "oldtown",
    "street",
    "hill",
    "garden",
    "community",
    "library",
    "stem",
    "science",
    "hackerspace",
    "university",
    "museum",
    "theatre",
    "manor",
}


def pairs(flat: list[str]) -> list[Pair]:
    if len(flat) % 2:
        raise SystemExit(f"odd number of texts after {flat[0]!r}")
    return list(zip(flat[::2], flat[1::2], strict=True))


@dataclass
class Pattern:
    """One kind of programme, as written by hand."""

    id: str
    kind: str
    topics: list[str]
    badge: str
    roles: set[str]
    ages: list[tuple[int, int]]
    prices: tuple[float, float]
    period: str
    capacity: tuple[int, int]
    options: dict[str, str]
    names: list[Pair]
    openings: list[Pair]
    details: list[Pair]
    used: int = 0
    places: set[str] = field(default_factory=set)

    def _combos(self) -> list[tuple[Pair, list[Pair]]]:
        combos = [
            (o, list(d)) for d in itertools.combinations(self.details, 2) for o in self.openings
        ]
        if len(self.details) > 2:
            combos += [(o, [d]) for o in self.openings for d in self.details]
        return combos + [(o, self.details[::-1]) for o in self.openings]

    def level_that_fits(self, level: str) -> str:
        """No level when the next text speaks of first steps itself."""
        combos = self._combos()
        opening, details = combos[self.used % len(combos)]
        text = " ".join(p[0] for p in [opening, *details])
        return "" if level and FIRST_STEPS.search(text) else level

    def text(self) -> tuple[Pair, list[Pair]]:
        """The next combination of an opening and two details, each time another."""
        combos = self._combos()
        self.used += 1
        return combos[(self.used - 1) % len(combos)]


def load(folder: Path) -> list[Pattern]:
    """All patterns of a folder, in the order of file and line."""
    out: list[Pattern] = []
    for path in sorted(folder.glob("*.toml")):
        for ident, spec in tomllib.loads(path.read_text("utf-8")).items():
            if not isinstance(spec, dict) or "m" not in spec:
                continue
            kind, topics, badge, roles, ages, price, capacity, options = spec["m"].split("|")
            amount, _, period = price.partition("/")
            low, _, high = amount.partition("-")
            least, _, most = capacity.partition("-")
            opts = dict(o.partition("=")[::2] for o in options.split(";") if o)
            pattern = Pattern(
                ident,
                kind,
                topics.split(),
                badge,
                set(roles.split()),
                [(int(a), int(b)) for a, b in (x.split("-") for x in ages.split())],
                (float(low), float(high or low)),
                period or "once",
                (int(least or 0), int(most or least or 0)),
                opts,
                pairs(spec["n"]),
                pairs(spec["o"]),
                pairs(spec["d"]),
            )
            pattern.places = set(opts.get("at", "").split())
            out.append(pattern)
    if len({p.id for p in out}) != len(out):
        raise SystemExit("two patterns share an id")
    return out
