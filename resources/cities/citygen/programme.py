"""Turn patterns, providers and places into the rows of activities.csv."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from typing import Any

from . import schedule
from .patterns import AREAS, Pair, Pattern
from .providers import Provider
from .text import slug, yes
from .venues import Venue

FREE_ROLES = {"youth", "library", "community", "mes", "kablys"}
SCHOOLS = {"school", "university", "musicschool", "artschool"}
UNCOUNTED = {"open_space", "digital", "internship"}
SUFFIXED = {"club", "course", "workshop", "camp"}
OWN_AGE = re.compile(r"jaun|vaik|paaugl|mokykl|šeim|maž|senj|student|diena", re.IGNORECASE)
TAKES_SUFFIX = re.compile(
    r"būrelis|studija$|kursas|dirbtuvės|stovykla|grupė|klubas|pamokos|"
    r"ansamblis|pradm|vakarai|žaidimas$|kūrimas$|^\S+$|šokis$|šokiai$"
)
SUMMER_FREE = {"open_space", "digital"}


class Programme:
    """Deals activities out to providers so that each has its share."""

    def __init__(
        self,
        rng: random.Random,
        langs: list[str],
        sentences: dict[str, Any],
        providers: list[Provider],
        venues: list[Venue],
        currency: str = "EUR",
    ) -> None:
        self.rng, self.langs, self.sentences = rng, langs, sentences
        self.providers, self.venues, self.currency = providers, venues, currency
        self.rows: list[dict[str, Any]] = []
        self.taken: set[tuple[str, str]] = set()
        self.names: dict[tuple[str, str], set[str]] = {}
        self.near: dict[str, Venue] = {}
        self.pool_at: dict[str, int] = {}
        self.day = 0

    # who and where
    def _matches(self, pattern: Pattern, who: Provider) -> bool:
        if not pattern.roles & who.roles:
            return False
        if who.topics and not who.topics & set(pattern.topics):
            return False
        if not self._ages(pattern, who):
            return False
        return pattern.kind != "open_space" or who.venue is not None

    def _ages(self, pattern: Pattern, who: Provider) -> list[tuple[int, int]]:
        """The age variants that suit the provider's house."""
        if "primary" in who.roles:
            return [a for a in pattern.ages if a[0] <= 8]
        if "university" in who.roles:
            return [a for a in pattern.ages if a[1] >= 16]
        return pattern.ages

    def provider(self, pattern: Pattern) -> Provider | None:
        """The matching provider that lacks most of its share."""
        open_to = [
            w
            for w in self.providers
            if self._matches(pattern, w) and (w.id, pattern.id) not in self.taken
        ]
        if not open_to:
            return None
        return min(open_to, key=lambda w: (w.load / w.weight + self.rng.random() * 0.25, w.id))

    def place(self, pattern: Pattern, who: Provider) -> Venue:
        """Where it happens: the provider's own house, or one that fits the pattern."""
        if who.venue and (not pattern.places or pattern.places & who.venue.roles):
            return who.venue
        wanted = pattern.places or (pattern.roles & AREAS) or {"school", "community"}
        key = who.id + "".join(sorted(wanted))
        if key not in self.near:
            fit = [v for v in self.venues if v.roles & wanted]
            local = [v for v in fit if v.district == who.district]
            self.near[key] = self.rng.choice(local or fit)
        return self.near[key]

    # words
    def _next(self, pool: str) -> Pair:
        texts: list[Pair] = self.sentences[pool]
        index = self.pool_at.get(pool, 0)
        self.pool_at[pool] = index + 1
        return texts[index * 7 % len(texts)]

    def _suffix(self, pattern: Pattern, ages: tuple[int, int], level: str) -> Pair:
        low, high = ages
        if level in ("beginner", "further"):
            fixed: dict[str, Pair] = self.sentences["suffix"]
            return fixed[level]
        by_age: list[tuple[Pair, tuple[int, int]]] = self.sentences["age_suffix"]
        for text, bounds in by_age:
            if low >= bounds[0] and high <= bounds[1]:
                return text
        return ("", "")

    def name(self, pattern: Pattern, who: Provider, ages: tuple[int, int], level: str) -> Pair:
        seen = self.names.setdefault((who.id, ""), set())
        base = pattern.names[pattern.used % len(pattern.names)]
        suffix = self._suffix(pattern, ages, level)
        if (
            TAKES_SUFFIX.search(base[0])
            and not OWN_AGE.search(base[0])
            and (level or (pattern.kind in SUFFIXED and self.rng.random() < 0.55))
        ):
            base = (base[0] + suffix[0], base[1] + suffix[1])
        if base[0] in seen:
            base = (base[0] + f" ({who.district})", base[1] + f" ({who.district})")
        seen.add(base[0])
        return base

    def words(self, pattern: Pattern, ages: tuple[int, int], level: str, capacity: int) -> Pair:
        opening, details = pattern.text()
        parts = [opening]
        if level:
            parts.append(self._next(level))
        parts += details[: 1 if level and self.rng.random() < 0.5 else 2]
        if capacity and pattern.kind not in UNCOUNTED:
            pool = "big" if capacity > 24 else ("kids" if ages[1] <= 12 else "people")
            lt, en = self._next(pool)
            size = (lt.replace("{cap}", str(capacity)), en.replace("{cap}", str(capacity)))
            parts.insert(len(parts) if self.rng.random() < 0.5 else 1, size)
        return " ".join(p[0] for p in parts), " ".join(p[1] for p in parts)

    # figures
    def _price(self, pattern: Pattern, who: Provider) -> float:
        low, high = pattern.prices
        if high and who.roles & FREE_ROLES and self.rng.random() < 0.65:
            return 0.0
        step = 5 if high >= 20 else 1
        return float(round(self.rng.uniform(low, high) / step) * step)

    def _capacity(self, pattern: Pattern) -> int:
        low, high = pattern.capacity
        size = self.rng.randint(low, high)
        return size + 1 if size % 10 == 1 and size != 11 else size

    def _remaining(self, capacity: int) -> int:
        chance = self.rng.random()
        if chance < 0.11:
            return 0
        if chance < 0.36:
            return self.rng.randint(1, min(3, capacity))
        return self.rng.randint(1, capacity)

    def _classes(self, ages: tuple[int, int]) -> str:
        bands = [("1-4", 7, 10), ("5-8", 11, 14), ("9-12", 15, 18)]
        return ";".join(b for b, low, high in bands if ages[0] <= high - 1 and ages[1] >= low + 1)

    def _languages(self, pattern: Pattern) -> str:
        if "lang" in pattern.options:
            return pattern.options["lang"].replace(",", ";")
        home = self.langs[0]
        extra = self.rng.choices(self.sentences["languages"][0], self.sentences["languages"][1])[0]
        return f"{home};{extra}" if extra else home

    def _access(self, pattern: Pattern, place: Venue) -> str:
        out = set(pattern.options.get("acc", "").split())
        if place.row.get("wheelchair") == "yes":
            out.add("wheelchair")
        for token, chance in (
            ("assistant", 0.1),
            ("quiet", 0.08),
            ("easy_read", 0.06),
            ("hearing", 0.04),
            ("vision", 0.03),
        ):
            if self.rng.random() < chance:
                out.add(token)
        order = ["wheelchair", "hearing", "vision", "quiet", "easy_read", "assistant"]
        return ";".join(t for t in order if t in out)

    def add(self, pattern: Pattern, who: Provider, weekday: int | None = None) -> None:
        """One more activity, on a weekday of choice where that can be."""
        rng = self.rng
        self.taken.add((who.id, pattern.id))
        who.load += 1
        place = self.place(pattern, who)
        choice = self._ages(pattern, who)
        ages = choice[(pattern.used + rng.randrange(2)) % len(choice)]
        level = ""
        if (
            pattern.kind in ("club", "course")
            and "nolevel" not in pattern.options
            and rng.random() < 0.45
        ):
            further = "further" if pattern.kind == "club" else "beginner"
            level = rng.choice(["beginner", "beginner", further])
        capacity = self._capacity(pattern)
        level = pattern.level_that_fits(level)
        label = self.name(pattern, who, ages, level)
        text = self.words(pattern, ages, level, capacity)
        price = self._price(pattern, who)
        drop_in = (
            "drop" in pattern.options
            or pattern.kind in SUMMER_FREE
            or (pattern.kind == "event" and rng.random() < 0.25)
        )
        self.day += 1
        if weekday is None and rng.random() < 0.5:
            weekday = self.day * 3 % 7
        always = "always" in pattern.options or (
            pattern.kind == "club" and ages[1] > 18 and rng.random() < 0.3
        )
        options = dict(pattern.options)
        if place.roles & SCHOOLS and "months" not in options:
            options["months"] = "9-6"
        plan = schedule.make(rng, pattern.kind, place.week, ages[0], always, weekday, options)
        subsidy = (
            price > 0
            and pattern.period in ("month", "season", "year")
            and ages[0] <= 17
            and pattern.kind in ("club", "course")
            and rng.random() < 0.75
        )
        day = date(2026, 8, 3) + timedelta(int(rng.random() ** 0.7 * 110))
        lang, other = self.langs[0], self.langs[1]
        self.rows.append(
            {
                "id": f"act-{slug(pattern.id)}-{pattern.used:02d}",
                "kind": pattern.kind,
                f"name_{lang}": label[0],
                f"name_{other}": label[1],
                f"description_{lang}": text[0],
                f"description_{other}": text[1],
                "topics": ";".join(pattern.topics),
                "organization_id": who.id,
                "place_id": place.id,
                "age_min": ages[0],
                "age_max": "" if ages[1] >= 99 else ages[1],
                "classes": self._classes(ages),
                "price": f"{price:.0f}" if price == int(price) else f"{price:.2f}",
                "currency": self.currency,
                "price_period": pattern.period,
                "subsidy_eligible": yes(subsidy),
                "schedule": plan,
                "capacity": capacity or "",
                "remaining": "" if drop_in or not capacity else self._remaining(capacity),
                "languages": self._languages(pattern),
                "accessibility": self._access(pattern, place),
                "drop_in": yes(drop_in),
                "teaches": pattern.badge if rng.random() < 0.8 else "",
                "keywords": ";".join(self.sentences["keywords"].get(pattern.topics[0], [])),
                "source": self.sentences["source"],
                "licence": "CC0-1.0",
                "updated": day.isoformat(),
                "demonstration": "yes",
            }
        )

    def reserve(self, patterns: list[Pattern], wishes: dict[str, list[str]]) -> dict[str, int]:
        """What some providers surely offer; the count of each kind so dealt out."""
        by_id = {p.id: p for p in patterns}
        dealt: dict[str, int] = {}
        for who in [w for w in self.providers if w.id in wishes]:
            turn = 0
            for name in wishes[who.id]:
                weekly = by_id[name].kind in ("club", "youth_project")
                self.add(by_id[name], who, (turn * 2 + 6) % 7 if weekly else None)
                turn += weekly
                dealt[by_id[name].kind] = dealt.get(by_id[name].kind, 0) + 1
        return dealt

    def fill(self, patterns: list[Pattern], kind: str, count: int) -> None:
        """Deal `count` activities of a kind, one round of patterns after another."""
        queue = [p for p in patterns if p.kind == kind]
        done = 0
        while done < count:
            self.rng.shuffle(queue)
            before = done
            for pattern in queue:
                who = self.provider(pattern) if done < count else None
                if who:
                    self.add(pattern, who)
                    done += 1
            if done == before:
                raise SystemExit(f"patterns of {kind} run dry at {done} of {count}")

    def top_up(self, patterns: list[Pattern]) -> None:
        """Give each provider that got nothing an activity of the busiest one."""
        by_id = {w.id: w for w in self.providers}
        for who in [w for w in self.providers if not w.load]:
            fit = [p for p in patterns if self._matches(p, who) and p.kind != "open_space"]
            if not fit:
                raise SystemExit(f"no pattern fits {who.id}")
            kinds = {p.kind for p in fit}
            spare = [r for r in self.rows if r["kind"] in kinds]
            row = max(
                spare,
                key=lambda r: (
                    by_id[r["organization_id"]].load / by_id[r["organization_id"]].weight,
                    r["id"],
                ),
            )
            by_id[row["organization_id"]].load -= 1
            self.rows.remove(row)
            pattern = min((p for p in fit if p.kind == row["kind"]), key=lambda p: (p.used, p.id))
            self.add(pattern, who)
