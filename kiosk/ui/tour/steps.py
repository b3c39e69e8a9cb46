"""The stops of the tour, in order. `root` is the screen that must be seen in the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.ui.tour.actions import (
    Action,
    Calm,
    CheckIn,
    Hold,
    Hunt,
    Hurry,
    Language,
    Look,
    Pin,
    Scan,
    See,
    SeeOrEase,
    Tap,
    TapIfThere,
    Type,
    Wait,
)

_MAP_READY: Final = 4.0
_FRAME: Final = 0.5


@dataclass(frozen=True, slots=True)
class Step:
    """One stop: where the walk must end up, and how it gets there.

    `at_home` starts from the home screen, so that a stop that fails does not fail the next.
    `settle` are seconds before the picture.
    """

    screen: str
    root: str
    actions: tuple[Action, ...]
    at_home: bool = False
    settle: float = _FRAME


STEPS: Final = (
    Step("attract", "attract", (), settle=1.2),
    Step("home", "home", (Tap("attractLanguage:{language}"),), settle=1.0),
    Step("today", "list", (Tap("tileToday"), SeeOrEase("activity:*")), at_home=True),
    Step("filters", "filterSheet", (Tap("filtersOpen"), Tap("filterSheet/filter:free*"))),
    Step("filtered", "list", (Tap("filtersDone"), See("activity:*"))),
    Step("search", "list", (Tap("homeSearch"), See("keyboard"), Type("robot"), See("activity:*")),
         at_home=True),
    Step("detail", "detail", (Tap("keyDone"), Tap("activity:*"), See("takeAlong"))),
    Step("take-along", "detail", (See("detailCode", bring=True),)),
    Step("place", "place", (Tap("detailPlace"),)),
    Step("organizer", "organizer", (Tap("placeOrganizer:*"), See("organizer/activity:*"))),
    Step("map", "map", (Tap("navMap"), Wait(_MAP_READY)), at_home=True),
    Step("map-card", "mapPlace", (Hunt("QQuickWebEngineView", "map[PS]*"), TapIfThere("spot:*"),
         See("mapPlace"))),
    Step("map-detail", "detail", (Tap("mapTwin/activity:*"),)),
    Step("map-list", "map", (Tap("navMap"), TapIfThere("mapTwinSize"),
         See("mapTwin/activity:*")), at_home=True,
         settle=1.0),
    Step("topics", "topics", (Tap("tileTopics"),), at_home=True),
    Step("playlists", "playlists", (Tap("tilePlaylists"),), at_home=True),
    Step("playlist", "playlist", (Tap("playlist:*"),)),
    Step("badges", "badges", (Tap("tileBadges"),), at_home=True),
    Step("badge", "badge", (Tap("badge:*"),)),
    Step("recognition", "recognition", (Tap("tileBadges"), Tap("badgesRecognition"),
         See("recognition:*")), at_home=True),
    Step("volunteering", "list", (Tap("recognitionVolunteering"), See("listRecognition"),
         See("activity:*"))),
    Step("scan", "scan", (Tap("navScan"), See("scan"), Wait(0.3), Look()), at_home=True,
         settle=0.3),
    Step("result", "result", (Scan(),), settle=0.8),
    Step("badge-genuine", "result", (Tap("resultScanAgain"), See("scan"), Scan("genuine"),
         See("result"), See("resultBadge")), settle=0.8),
    Step("badge-withdrawn", "result", (Tap("resultScanAgain"), See("scan"), Scan("withdrawn"),
         See("result")), settle=0.8),
    Step("shortlist", "shortlist", (Tap("tileToday"), SeeOrEase("activity:*"), Wait(0.6),
         Tap("pick:*"), Wait(0.3), Tap("navShortlist"), See("activity:*")), at_home=True),
    Step("about", "about", (Tap("tileAbout"),), at_home=True),
    Step("licences", "licences", (Tap("aboutLicences"),)),
    Step("feedback", "feedback", (Tap("homeFeedback"), Tap("face:good"), Tap("topic:map")),
         at_home=True),
    Step("feedback-thanks", "feedbackThanks", (Tap("feedbackDone"),)),
    Step("no-results", "empty", (Tap("homeSearch"), See("keyboard"), Type("zzzqq"), Tap("keyDone"),
         See("empty")), at_home=True),
    Step("comfort", "comfort", (Tap("navComfort"),), at_home=True),
    Step("other-language", "home", (Language("{other}"), Wait(0.6)), at_home=True),
    Step("first-language", "home", (Language("{language}"), Wait(0.6)), at_home=True),
    Step("idle-warning", "idleWarning", (Hurry(), See("idleWarning", seconds=8))),
    Step("extended", "home", (Tap("stillHere"), Calm(), Wait(0.4))),
    Step("staff-pin", "pinDots", (Hold("staffDoor", 3.3),), at_home=True),
    Step("staff-today", "sessions", (Pin(), See("session-*", seconds=8))),
    Step("staff-centre", "noticeInput", (Tap("openCentre"), See("life:*"))),
    Step("staff-roster", "roster", (Tap("back"), Tap("{session}"))),
    Step("checked-in", "undo-*", (CheckIn("move-*"),)),
    Step("staff-health", "healthSync", (Tap("staffHealth"),)),
    Step("staff-care", "careWords", (Tap("careFor"), Wait(1.0))),
    Step("staff-scanner", "calibration", (Tap("back"), Tap("tryScanner"))),
    Step("staff-badge", "benchTitle", (Tap("calibration/back"), Tap("lookAtBadge"),
         Scan("genuine"), See("benchHolder"))),
    Step("reset", "attract", (Tap("staffLock"),), settle=1.0),
)  # fmt: skip
