"""The few words of the hub's pages for visitors, in Lithuanian and English."""

import datetime as dt

from fastapi import Request

WORDS = {
    "lt": {
        "when": "Kada", "where": "Kur", "price": "Kaina", "age": "Amžius", "free": "Nemokama",
        "organizer": "Teikėjas", "source": "Šaltinis", "places": "Laisvos vietos",
        "register": "Registruotis", "contact": "Kontaktai", "shortlist": "Mano sąrašas",
        "empty": "Sąrašas tuščias.", "failed": "Nepavyko gauti sąrašo. Bandykite dar kartą.",
        "missing": "Šios veiklos nebėra", "missing_text": "Ji galėjo baigtis arba būti pašalinta.",
        "once": "", "month": "per mėnesį", "season": "už sezoną", "year": "per metus",
        "from": "nuo {} m.", "to": "iki {} m.", "updated": "atnaujinta", "other": "English",
        "demonstration": "Tai parodomieji duomenys.", "subsidy": "NVŠ krepšelis taikomas",
        "cancelled": "nevyks",
        "drop_in": "Be registracijos", "approximate": "Vieta apytikslė",
    },
    "en": {
        "when": "When", "where": "Where", "price": "Price", "age": "Age", "free": "Free",
        "organizer": "Organizer", "source": "Source", "places": "Places left",
        "register": "Register", "contact": "Contact", "shortlist": "My shortlist",
        "empty": "The list is empty.", "failed": "The list could not be fetched. Try again.",
        "missing": "This activity is gone", "missing_text": "It may be over or was removed.",
        "once": "", "month": "a month", "season": "a season", "year": "a year",
        "from": "from {}", "to": "up to {}", "updated": "updated", "other": "Lietuvių",
        "demonstration": "This is demonstration data.", "subsidy": "Education basket applies",
        "cancelled": "cancelled",
        "drop_in": "No registration needed", "approximate": "Approximate location",
    },
}  # fmt: skip
DAYS = {
    "lt": ("pirmadienį", "antradienį", "trečiadienį", "ketvirtadienį", "penktadienį",
           "šeštadienį", "sekmadienį"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}  # fmt: skip
MONTHS = {
    "lt": ("sausio", "vasario", "kovo", "balandžio", "gegužės", "birželio", "liepos", "rugpjūčio",
           "rugsėjo", "spalio", "lapkričio", "gruodžio"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"),
}  # fmt: skip


def language_of(request: Request, wanted: str) -> str:
    """`wanted` if the pages speak it, else what the browser prefers, else Lithuanian."""
    if wanted in WORDS:
        return wanted
    best, language = 0.0, "lt"
    for part in request.headers.get("accept-language", "").split(","):
        code, _, quality = part.partition(";q=")
        code = code.strip().lower().partition("-")[0]
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        if code in WORDS and weight > best:
            best, language = weight, code
    return language


def session_text(start: dt.datetime, end: dt.datetime, language: str) -> str:
    """A session in words: day of the week, date, from and to."""
    day, month = DAYS[language][start.weekday()], MONTHS[language][start.month - 1]
    date = f"{day} {start.day} {month}" if language == "en" else f"{day}, {month} {start.day} d."
    return f"{date}, {start:%H:%M}–{end:%H:%M}"
