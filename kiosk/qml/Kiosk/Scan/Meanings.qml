pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// The words, icon and colour of each meaning of a scan. No meaning says that a badge is real:
// that takes a checked signature, which has words of its own when it comes.
QtObject {
    id: root

    required property var result

    readonly property string code: result.code
    readonly property string iconName: icons[code] ?? "question"
    readonly property color tone: tones[result.severity] ?? Theme.primary
    readonly property string mark: marks[result.severity] ?? "info"

    readonly property var icons: ({
            "claim_link": "device-mobile",
            "badge_known": "medal",
            "badge_page": "medal",
            "badge_unchecked": "seal-question",
            "activity_gone": "calendar-x",
            "shortlist": "bookmark-simple",
            "shortlist_gone": "bookmark-simple",
            "pass_valid": "identification-card",
            "pass_not_yet": "hourglass-medium",
            "pass_expired": "hourglass-low",
            "pass_revoked": "prohibit",
            "pass_unknown_key": "seal-question",
            "pass_altered": "shield-warning",
            "pass_unreadable": "identification-card",
            "ticket": "ticket",
            "book": "book-open",
            "unknown_link": "link-break",
            "unsafe": "shield-warning",
            "unknown": "question",
            "garbled": "keyboard",
            "failed": "wrench"
        })
    readonly property var tones: ({
            "info": Theme.primaryInk,
            "success": Theme.positive,
            "warning": Theme.warning,
            "danger": Theme.danger
        })
    readonly property var marks: ({
            "info": "info",
            "success": "check",
            "warning": "warning",
            "danger": "x"
        })

    readonly property string title: {
        switch (code) {
        case "claim_link":
            return qsTr("A code to use on your phone");
        case "badge_known":
        case "badge_page":
            return qsTr("A page about a badge");
        case "badge_unchecked":
            return qsTr("This looks like a badge");
        case "activity_gone":
            return qsTr("This activity is no longer listed");
        case "shortlist":
            return qsTr("Your saved list");
        case "shortlist_gone":
            return qsTr("Nothing of this list is left");
        case "pass_valid":
            return qsTr("The city pass is in date");
        case "pass_not_yet":
            return qsTr("This city pass begins later");
        case "pass_expired":
            return qsTr("This city pass has run out");
        case "pass_revoked":
            return qsTr("This city pass was withdrawn");
        case "pass_unknown_key":
            return qsTr("We do not know who made this pass");
        case "pass_altered":
            return qsTr("This city pass was changed");
        case "pass_unreadable":
            return qsTr("This city pass cannot be read");
        case "ticket":
            return qsTr("A ticket for an event");
        case "book":
            return qsTr("That is the code of a book");
        case "unknown_link":
            return qsTr("A link to another place");
        case "unsafe":
            return qsTr("We will not use this code");
        case "garbled":
            return qsTr("The scanner types wrong letters");
        case "failed":
            return qsTr("That did not work, and it is our fault");
        default:
            return qsTr("We do not know this code");
        }
    }
    readonly property string body: {
        switch (code) {
        case "claim_link":
            return qsTr("What it gives you (a badge, a place on a list) is decided online, so this kiosk cannot tell. Scan the square with your phone to go on there. Keep the code to yourself: some can be used by anyone.");
        case "badge_known":
            return qsTr("The badge is in this city's catalogue. Whether somebody has earned it stands on its page, which opens on your phone.");
        case "badge_page":
            return qsTr("The badge is not in this city's catalogue. Its page opens on your phone.");
        case "badge_unchecked":
            return qsTr("It has the form of a digital badge (%1). This kiosk cannot check here yet who issued it, so it says neither yes nor no.").arg(result.standard);
        case "activity_gone":
            return qsTr("It may be over, or its code is from another city.");
        case "shortlist":
            return result.gone > 0 ? qsTr("Activities on it: %1. No longer listed: %2.").arg(result.found).arg(result.gone) : qsTr("Activities on it: %1.").arg(result.found);
        case "shortlist_gone":
            return qsTr("The activities may be over, or they are from another city.");
        case "pass_valid":
            return result.withdrawal_checked ? qsTr("Valid until %1. Show it to the staff to check in.").arg(result.until) : qsTr("Valid until %1. This kiosk has no list that says whether it was withdrawn. Show it to the staff to check in.").arg(result.until);
        case "pass_not_yet":
            return qsTr("It is valid from %1.").arg(result.since);
        case "pass_expired":
            return qsTr("It was valid until %1. The staff can tell you how to get a new one.").arg(result.until);
        case "pass_revoked":
            return qsTr("The city has taken it back. If you think that this is a mistake, ask the staff.");
        case "pass_unknown_key":
            return qsTr("It may be from another city, or newer than what this kiosk has heard. Ask the staff.");
        case "pass_altered":
            return qsTr("Its contents do not fit its signature, so it does not count. If it is yours, ask the staff for a new one.");
        case "pass_unreadable":
            return qsTr("It begins like a city pass, but the rest does not fit. Is it torn, cut off or covered?");
        case "ticket":
            return qsTr("Show it at the entrance of that event. This kiosk does not check tickets.");
        case "book":
            return qsTr("ISBN %1. The library knows more; this kiosk is for activities and badges.").arg(result.isbn);
        case "unknown_link":
            return qsTr("It leads to an address that is not on this city's list, so the kiosk did not open it.");
        case "unsafe":
            return qsTr("It holds hidden signs or an address in disguise. Honest codes do not need that.");
        case "garbled":
            return result.layout === "other" ? qsTr("The keyboard setting of this computer does not fit the scanner. Your code may be fine. Staff: set the scanner to serial (USB-CDC), or the keyboard to US.") : qsTr("The keyboard setting of this computer (%1) does not fit the scanner. Your code may be fine. Staff: set the scanner to serial (USB-CDC), or the keyboard to US.").arg(result.layout);
        case "failed":
            return qsTr("Your code may be fine. Please try again in a moment.");
        default:
            return qsTr("It is none that this kiosk can do anything with: not a badge, not a city pass, not an activity of this city.");
        }
    }
    readonly property string action: {
        switch (code) {
        case "badge_known":
            return qsTr("See the badge");
        case "shortlist":
            return qsTr("Open the list");
        default:
            return "";
        }
    }
    readonly property string actionIcon: code === "badge_known" ? "medal" : "bookmark-simple"
}
