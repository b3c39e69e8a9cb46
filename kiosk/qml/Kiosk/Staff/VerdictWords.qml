pragma ComponentBehavior: Bound

import QtQuick

// What a verdict is called: a headline, a line of help, and an icon, by its reason.
QtObject {
    id: root

    required property var verdict

    readonly property string reason: verdict.reason ?? ""
    readonly property string headline: _headline()
    readonly property string help: _help()
    readonly property string icon: icons[reason] ?? "info"
    readonly property var icons: ({
            "entry": "check-circle",
            "exit": "sign-out",
            "walk_in": "user-circle-plus",
            "annulled": "arrow-counter-clockwise",
            "already_in": "clock-countdown",
            "not_in": "question",
            "wrong_session": "signpost",
            "full": "users-three",
            "seats_held": "users-three",
            "not_allowed": "lock-key",
            "not_on_roster": "user-list",
            "roster_unknown": "user-list",
            "no_session": "hand-pointing",
            "session_not_today": "calendar-x",
            "session_cancelled": "calendar-x",
            "pass_expired": "hourglass-low",
            "pass_not_yet_valid": "hourglass-high",
            "pass_altered": "warning-octagon",
            "pass_revoked": "prohibit",
            "pass_unknown_key": "key",
            "unknown": "qr-code",
            "nothing_to_undo": "info",
            "not_saved": "warning-octagon",
            "not_enrolled": "plugs"
        })

    function _headline(): string {
        switch (reason) {
        case "entry":
            return qsTr("Checked in");
        case "exit":
            return qsTr("Checked out");
        case "walk_in":
            return qsTr("Let in as a walk-in");
        case "annulled":
            return qsTr("Taken back");
        case "already_in":
            return qsTr("Already in since %1").arg(verdict.since);
        case "not_in":
            return qsTr("Was not checked in");
        case "wrong_session":
            return qsTr("Expected at another session");
        case "full":
            return qsTr("The session is full");
        case "seats_held":
            return qsTr("Are there places left?");
        case "not_allowed":
            return qsTr("Somebody else recorded this");
        case "not_on_roster":
            return qsTr("Not on the list");
        case "roster_unknown":
            return qsTr("No list for this session here");
        case "no_session":
            return verdict.offer !== "" ? qsTr("Expected today") : qsTr("Choose a session first");
        case "session_not_today":
            return qsTr("This session is not today");
        case "session_cancelled":
            return qsTr("This session is cancelled");
        case "pass_expired":
            return qsTr("The pass has expired");
        case "pass_not_yet_valid":
            return qsTr("The pass is not valid yet");
        case "pass_altered":
            return qsTr("This pass has been altered");
        case "pass_revoked":
            return qsTr("This pass has been withdrawn");
        case "pass_unknown_key":
            return qsTr("This pass cannot be checked here");
        case "unknown":
            return qsTr("This is not a city pass");
        case "nothing_to_undo":
            return qsTr("Nothing to take back");
        case "not_saved":
            return qsTr("Not saved");
        case "not_enrolled":
            return qsTr("No check-in on this kiosk yet");
        }
        return "";
    }

    function _help(): string {
        if ((verdict.needs ?? "") !== "" && reason !== "not_allowed" && verdict.offer === "")
            return qsTr("A youth worker may let the person in: please ask one.");
        switch (reason) {
        case "entry":
        case "walk_in":
            return verdict.repeated ? qsTr("Scanned a moment ago; counted once.") : verdict.session;
        case "exit":
            return verdict.session;
        case "annulled":
            return qsTr("The check-in no longer counts.");
        case "already_in":
            return qsTr("Counted once. If this is somebody else, look at the pass.");
        case "not_in":
            return qsTr("There is no check-in to close.");
        case "wrong_session":
        case "no_session":
            return verdict.offer !== "" ? qsTr("%1, at %2").arg(verdict.offer).arg(verdict.offerTime) : qsTr("Open today's session, then scan again.");
        case "full":
            return qsTr("All places are taken. You may still let the person in; say why.");
        case "seats_held":
            return qsTr("What is left may be held for another kiosk. Look into the room, then decide.");
        case "not_allowed":
            return qsTr("A youth worker may take it back: please ask one.");
        case "not_on_roster":
            return qsTr("You may let the person in as a walk-in. The hub checks it later.");
        case "roster_unknown":
            return qsTr("The list has not arrived yet. You may let the person in; the hub checks it later.");
        case "session_not_today":
        case "session_cancelled":
            return qsTr("Nobody was checked in.");
        case "pass_expired":
            return qsTr("Ask for a newer pass, or let in somebody you know.");
        case "pass_not_yet_valid":
            return qsTr("Its first day is still to come.");
        case "pass_altered":
            return qsTr("Its signature does not match. Find the person on the list instead.");
        case "pass_revoked":
            return qsTr("The city has replaced it. Find the person on the list instead.");
        case "pass_unknown_key":
            return qsTr("Its issuer is not known on this kiosk. Find the person on the list instead.");
        case "unknown":
            return qsTr("Try again, or find the person on the list.");
        case "nothing_to_undo":
            return qsTr("It has been taken back already.");
        case "not_enrolled":
            return qsTr("It does not belong to a hub yet. Whoever looks after it can connect it.");
        case "not_saved":
            return qsTr("The disk did not take the check-in. Please note it on paper and call for help.");
        }
        return "";
    }
}
