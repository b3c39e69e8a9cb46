"""A row of activities.csv to an Activity; headers and words are taken in English or Lithuanian."""

from sync.importers.context import Context
from sync.importers.pictures import picture
from sync.importers.schedule_text import parse_schedule
from sync.importers.table import Row
from sync.model import Activity, AgeRange, Kind, Offer, Period, Schedule

ALIASES = {
    "nr": "id",
    "rūšis": "kind",
    "pavadinimas": "name_lt",
    "aprašymas": "description_lt",
    "temos": "topics",
    "teikėjas": "organization_id",
    "vieta": "place_id",
    "amžius_nuo": "age_min",
    "amžius_iki": "age_max",
    "klasės": "classes",
    "kaina": "price",
    "valiuta": "currency",
    "kainos_laikotarpis": "price_period",
    "nvš": "subsidy_eligible",
    "tvarkaraštis": "schedule",
    "vietų": "capacity",
    "laisvų_vietų": "remaining",
    "kalbos": "languages",
    "pritaikymas": "accessibility",
    "be_registracijos": "drop_in",
    "registracija": "registration_url",
    "atsiėmimas": "claim_url",
    "ugdo": "teaches",
    "raktažodžiai": "keywords",
    "šaltinis": "source",
    "šaltinio_adresas": "source_url",
    "licencija": "licence",
    "atnaujinta": "updated",
    "parodomieji": "demonstration",
    "paveikslas": "picture",
}
KINDS = {
    "būrelis": Kind.CLUB,
    "kursas": Kind.COURSE,
    "kursai": Kind.COURSE,
    "dirbtuvės": Kind.WORKSHOP,
    "renginys": Kind.EVENT,
    "stovykla": Kind.CAMP,
    "savanorystė": Kind.VOLUNTEERING,
    "praktika": Kind.INTERNSHIP,
    "jaunimo projektas": Kind.YOUTH_PROJECT,
    "atvira erdvė": Kind.OPEN_SPACE,
    "skaitmeninis": Kind.DIGITAL,
}
PERIODS = {
    "kartą": Period.ONCE,
    "mėnuo": Period.MONTH,
    "sezonas": Period.SEASON,
    "metai": Period.YEAR,
}


def activity(row: Row, context: Context) -> Activity:
    """The activity; look at `row.faults` before you use it."""
    row.required("kind")
    capacity, remaining = row.whole("capacity"), row.whole("remaining")
    if capacity is not None and remaining is not None and remaining > capacity:
        row.faults.append(f"remaining {remaining} is more than capacity {capacity}")
    return Activity(
        **context.common(row),
        kind=row.choice("kind", Kind, KINDS, Kind.CLUB),
        organizer=context.reference(row, "organization_id", "organization"),
        location=context.reference(row, "place_id", "place"),
        topics=_topics(row, context),
        event_schedule=_schedule(row),
        offers=_offers(row, context),
        subsidy_eligible=row.flag("subsidy_eligible"),
        age_range=_ages(row),
        classes=row.listed("classes"),
        capacity=capacity,
        remaining=remaining,
        in_language=row.listed("languages"),
        accessibility=row.listed("accessibility"),
        drop_in=row.flag("drop_in"),
        registration_url=row.web("registration_url"),
        claim_url=row.web("claim_url"),
        teaches=row.listed("teaches"),
        keywords=row.listed("keywords"),
        picture=picture(row, context),
    )


def _topics(row: Row, context: Context) -> tuple[str, ...]:
    topics = row.listed("topics")
    for topic in topics:
        if not context.has("topic", topic):
            row.faults.append(f'topics "{topic}" is not in topics')
    return topics


def _schedule(row: Row) -> tuple[Schedule, ...]:
    try:
        return parse_schedule(row.text("schedule"))
    except ValueError as error:
        row.faults.append(f"schedule {error}")
        return ()


def _offers(row: Row, context: Context) -> tuple[Offer, ...]:
    price = row.decimal("price")
    period = row.choice("price_period", Period, PERIODS, Period.ONCE)
    if price is None:
        return ()
    currency = row.text("currency").upper() or context.city.currency
    return (Offer(price=price, price_currency=currency, period=period),)


def _ages(row: Row) -> AgeRange:
    low, high = row.whole("age_min", high=120), row.whole("age_max", high=120)
    if low is not None and high is not None and low > high:
        row.faults.append(f"age_min {low} is more than age_max {high}")
    return AgeRange(low, high)
