pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// The words, icon and colour of each meaning of a scan. Green says that a badge is genuine, and
// only a checked signature with a list in date makes it green.
QtObject {
    id: root

    required property var result

    readonly property string code: result.code
    readonly property string iconName: icons[code] ?? "question"
    readonly property color tone: own[code] && !Theme.contrast ? Theme.inked(own[code]) : tones[result.severity] ?? Theme.primary
    readonly property string mark: marks[result.severity] ?? "info"
    readonly property bool preview: code === "claim_link" || code === "badge_known"
    readonly property bool aboutBadge: code.startsWith("badge_") && result.standard !== ""

    readonly property var icons: ({
            "claim_link": "device-mobile",
            "badge_known": "medal",
            "badge_page": "medal",
            "badge_genuine": "seal-check",
            "badge_unlisted": "clock-counter-clockwise",
            "badge_issuer_unknown": "fingerprint",
            "badge_revoked": "prohibit",
            "badge_suspended": "pause-circle",
            "badge_expired": "hourglass-low",
            "badge_not_yet": "hourglass-medium",
            "badge_altered": "shield-warning",
            "badge_cannot_tell": "cloud-slash",
            "badge_older": "certificate",
            "not_a_badge": "file-x",
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
    // A verdict on a badge has a colour of its own; none but the first is green.
    readonly property var own: ({
            "claim_link": "#525d78",
            "badge_known": "#525d78",
            "badge_page": "#525d78",
            "badge_unlisted": "#0b7285",
            "badge_issuer_unknown": "#6a4c93",
            "badge_suspended": "#b5520a",
            "badge_expired": "#7d4404",
            "badge_not_yet": "#2d5fa8",
            "badge_altered": "#8f1248",
            "badge_cannot_tell": "#525d78",
            "badge_older": "#7d6a1c",
            "not_a_badge": "#433f3d"
        })
    readonly property var tones: ({
            "info": Theme.primaryInk,
            "success": Theme.positive,
            "almost": Theme.inked("#0b7285"),
            "unsure": Theme.inkSoft,
            "warning": Theme.warning,
            "danger": Theme.danger
        })
    readonly property var marks: ({
            "info": "info",
            "success": "check",
            "almost": "info",
            "unsure": "question",
            "warning": "warning",
            "danger": "x"
        })

    readonly property string whose: result.ours ? qsTr("It is from this city's own platform.") : qsTr("It is from the platform of another city (%1).").arg(result.platform)
    readonly property string title: {
        switch (code) {
        case "claim_link":
            return result.name !== "" ? qsTr("A badge's code, for your phone") : qsTr("A code to use on your phone");
        case "badge_known":
        case "badge_page":
            return qsTr("A page about a badge");
        case "badge_genuine":
            return qsTr("This badge is genuine");
        case "badge_unlisted":
            return qsTr("Genuine when it was issued");
        case "badge_issuer_unknown":
            return qsTr("Unchanged, but we do not know who gave it");
        case "badge_revoked":
            return qsTr("This badge was withdrawn");
        case "badge_suspended":
            return qsTr("This badge is suspended");
        case "badge_expired":
            return qsTr("This badge has run out");
        case "badge_not_yet":
            return qsTr("This badge is not valid yet");
        case "badge_altered":
            return qsTr("This badge was changed");
        case "badge_cannot_tell":
            return qsTr("This kiosk cannot tell");
        case "badge_older":
            return qsTr("A badge of an older kind");
        case "not_a_badge":
            return qsTr("This badge is incomplete");
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
            return [root.whose, result.name !== "" ? qsTr("By this city's list it is for this badge; whether it still works is decided online.") : qsTr("What it gives you (a badge, a place on a list) is decided online, so this kiosk cannot tell. Scan the square with your phone to go on there."), qsTr("Keep the code to yourself: some can be used by anyone.")].join(" ");
        case "badge_known":
            return qsTr("The badge is in this city's catalogue. Whether somebody has earned it stands on its page, which opens on your phone.");
        case "badge_page":
            return qsTr("The badge is not in this city's catalogue. Its page opens on your phone.");
        case "badge_genuine":
            return result.withdrawal === "none" || result.listed === "" ? qsTr("%1 gave it, and nothing in it was changed. It names no list by which it could be withdrawn.").arg(result.issuer) : qsTr("%1 gave it, nothing in it was changed, and it is not withdrawn by the list of %2.").arg(result.issuer).arg(result.listed);
        case "badge_unlisted":
            return result.listed === "" ? qsTr("%1 gave it, and nothing in it was changed. Whether it was withdrawn since is not known here: this kiosk has no list of withdrawals.").arg(result.issuer) : qsTr("%1 gave it, and nothing in it was changed. Whether it was withdrawn has not been checked since %2.").arg(result.issuer).arg(result.listed);
        case "badge_issuer_unknown":
            return qsTr("Nothing in it was changed since it was signed. But the one who signed it is not on this city's list, so it may be anyone.");
        case "badge_revoked":
            return qsTr("%1 has taken it back; the list of %2 says so. If it is yours and you think that this is a mistake, ask them.").arg(result.issuer).arg(result.listed);
        case "badge_suspended":
            return qsTr("%1 has put it on hold; the list of %2 says so. It may count again later.").arg(result.issuer).arg(result.listed);
        case "badge_expired":
            return result.until !== "" ? qsTr("It was valid until %1. Whoever issued it can tell you how to renew it.").arg(result.until) : qsTr("It has expired. Whoever issued it can tell you how to renew it.");
        case "badge_not_yet":
            return result.since !== "" ? qsTr("It is valid from %1.").arg(result.since) : qsTr("Its first day is still to come. Come back then.");
        case "badge_altered":
            return qsTr("Its contents do not match its signature, so it is not valid. If it is yours, fetch it again from where you keep your badges.");
        case "badge_cannot_tell":
            switch (result.why) {
            case "hosted":
                return result.qr_modules > 0 ? qsTr("This badge is kept on a website, and only there can it be checked. Scan the square to go on with your phone.") : qsTr("This badge is kept on a website, and only there can it be checked. Open it on your phone.");
            case "issuer":
                return qsTr("The one who gave it is not on this city's list, so there is nothing here to check it with. That says nothing against the badge.");
            case "key":
                return qsTr("It was signed with a key that this kiosk has not heard of. It may be newer than this kiosk's news, or from another city.");
            case "time":
                return qsTr("Checking it took too long, so we stopped. The badge may be fine; a phone or a computer can check it.");
            default:
                return qsTr("Something in it cannot be checked here. That says nothing against the badge; a phone or a computer can check it.");
            }
        case "badge_older":
            return qsTr("It is in a form (%1, older or rarer) that this kiosk does not check. It may be fine; where you got it they can check it.").arg(result.standard);
        case "not_a_badge":
            return qsTr("It begins like a badge, but something that every badge has is missing or broken.");
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
            return qsTr("Its contents do not match its signature, so it is not valid. If it is yours, ask the staff for a new one.");
        case "pass_unreadable":
            return qsTr("It begins like a city pass, but the rest does not match. Is it torn, cut off or covered?");
        case "ticket":
            return qsTr("Show it at the entrance of that event. This kiosk does not check tickets.");
        case "book":
            return qsTr("ISBN %1. The library knows more; this kiosk is for activities and badges.").arg(result.isbn);
        case "unknown_link":
            return qsTr("It leads to an address that is not on this city's list, so the kiosk did not open it.");
        case "unsafe":
            return qsTr("It holds hidden characters or an address in disguise. Honest codes do not need that.");
        case "garbled":
            return result.layout === "other" ? qsTr("The keyboard setting of this computer does not fit the scanner. Your code may be fine. Staff: set the scanner to serial (USB-CDC), or the keyboard to US.") : qsTr("The keyboard setting of this computer (%1) does not fit the scanner. Your code may be fine. Staff: set the scanner to serial (USB-CDC), or the keyboard to US.").arg(result.layout);
        case "failed":
            return qsTr("Your code may be fine. Please try again in a moment.");
        default:
            return qsTr("This kiosk can do nothing with it: it is not a badge, a city pass or an activity of this city.");
        }
    }
    readonly property string action: {
        if (aboutBadge && result.name !== "")
            return qsTr("See the badge");
        switch (code) {
        case "badge_known":
        case "claim_link":
            return result.name !== "" ? qsTr("See the badge") : "";
        case "shortlist":
            return qsTr("Open the list");
        default:
            return "";
        }
    }
    readonly property string actionIcon: code === "shortlist" ? "bookmark-simple" : "medal"
}
