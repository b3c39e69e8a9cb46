"""The vocabulary of the product: frozen values without behaviour at a distance."""

from sync.model.activity import (
    Activity,
    AgeRange,
    Kind,
    Offer,
    Period,
    Picture,
    Schedule,
    Weekday,
)
from sync.model.base import Provenance, Record, Translation, Words, words
from sync.model.centre import CentreAct, CentreEvent
from sync.model.checkin import CheckIn, EventResult, Movement, Outcome, SeenEvent
from sync.model.city import (
    Badge,
    City,
    Endorsement,
    GeoCoordinates,
    Notice,
    OpeningHours,
    Organization,
    Place,
    Playlist,
    PostalAddress,
    Recognition,
    Step,
    Subsidy,
    Topic,
)
from sync.model.people import Registration, Role, StaffAccount
from sync.model.schedule import Session, next_sessions, sessions_on
from sync.model.trust import HostedAssertion, Issuer, IssuerDocument, IssuerKey, StatusList

__all__ = [
    "Activity", "AgeRange", "Badge", "CentreAct", "CentreEvent", "CheckIn", "City", "Endorsement",
    "EventResult",
    "GeoCoordinates", "HostedAssertion", "Issuer", "IssuerDocument", "IssuerKey", "Kind",
    "Movement", "Notice", "Offer", "OpeningHours", "Organization", "Outcome", "Period", "Picture",
    "Place", "Playlist", "PostalAddress", "Provenance", "Recognition", "Record", "Registration",
    "Role", "Schedule", "SeenEvent", "Session", "StaffAccount", "StatusList", "Step", "Subsidy",
    "Topic", "Translation", "Weekday", "Words", "next_sessions", "sessions_on", "words",
]  # fmt: skip
