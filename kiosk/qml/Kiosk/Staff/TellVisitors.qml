pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// What visitors are told, and whether it could be said.
Column {
    id: root

    required property CentreModel centre

    readonly property string outcome: centre.view.state
    readonly property alias input: notice.input

    signal hoursWanted
    signal told

    function tell(days: int) {
        centre.say(notice.text, days);
        notice.text = "";
        told();
    }

    spacing: Theme.small

    SectionTitle {
        title: qsTr("Tell visitors")
        width: parent.width
    }

    NoticeField {
        id: notice

        placeholder: qsTr("The kitchen is closed today")
        width: parent.width

        onOpened: notice.input.forceActiveFocus()
    }

    TextBlock {
        color: Theme.inkSoft
        role: "label"
        text: qsTr("Everybody can read it: do not name people.")
        width: parent.width
    }

    Flow {
        spacing: Theme.small
        width: parent.width

        KioskButton {
            enabled: notice.text.trim() !== ""
            iconName: "megaphone"
            objectName: "noticeToday"
            text: qsTr("Show today")

            onClicked: root.tell(1)
        }

        KioskButton {
            enabled: notice.text.trim() !== ""
            iconName: "calendar-blank"
            objectName: "noticeWeek"
            text: qsTr("For a week")
            variant: "secondary"

            onClicked: root.tell(7)
        }

        KioskButton {
            iconName: "door-open"
            objectName: "hoursOpen"
            text: qsTr("Other opening hours")
            variant: "secondary"

            onClicked: root.hoursWanted()
        }
    }

    TextBlock {
        color: root.outcome === "saved" ? Theme.positive : Theme.danger
        objectName: "centreWords"
        role: "label"
        text: root.outcome === "saved" ? qsTr("Done. Visitors see it now.") : root.outcome === "denied" ? qsTr("Your role does not allow this.") : root.outcome === "failed" ? qsTr("It could not be saved. Nothing has changed.") : ""
        visible: text !== ""
        width: parent.width
    }

    TextBlock {
        color: Theme.danger
        role: "label"
        text: qsTr("Refused by the city's server: %1").arg(root.centre.view.refused)
        visible: root.centre.view.refused > 0
        width: parent.width
    }
}
