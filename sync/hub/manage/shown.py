"""Times and sizes as the admin pages say them."""

import datetime as dt

from starlette_admin.i18n import format_datetime, gettext, ngettext


def moment(when: dt.datetime | None) -> str | None:
    """A date and time in UTC, in the reader's language."""
    return format_datetime(when, "short", dt.UTC) if when else None


def ago(when: dt.datetime | None, now: dt.datetime) -> str:
    """How long ago, in its largest unit."""
    if when is None:
        return gettext("never")
    seconds = max(0, int((now - when).total_seconds()))
    if seconds < 60:
        return ngettext("%(n)d second ago", "%(n)d seconds ago", seconds) % {"n": seconds}
    if seconds < 3600:
        minutes = seconds // 60
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    if seconds < 48 * 3600:
        hours = seconds // 3600
        return ngettext("%(n)d hour ago", "%(n)d hours ago", hours) % {"n": hours}
    days = seconds // 86_400
    return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}


def span(seconds: int) -> str:
    """A length of time in its largest unit."""
    if seconds < 60:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    if seconds < 3600:
        minutes = seconds // 60
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if seconds < 48 * 3600:
        hours = seconds // 3600
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = seconds // 86_400
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def megabytes(free: int, total: int) -> str:
    """Free of total in gigabytes."""
    return f"{free / 1000:.1f} / {total / 1000:.1f} GB"
