pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// A session of today that staff can call off, move or put first; what was done can be taken back.
Card {
    id: root

    required property string key
    required property string title
    required property string time
    required property string cancelled
    required property string moved
    required property string pinned

    readonly property string phase: cancelled !== "" ? qsTr("Cancelled") : moved !== "" ? qsTr("Moved") : ""

    // Whether it is on today, and can be called off or moved.
    readonly property bool today: time !== ""

    signal cancel
    signal move
    signal pin
    signal takeBack(string event)

    objectName: "life:" + key
    padding: Theme.medium
    text: [title, time, phase].filter(part => part !== "").join(", ")

    Column {
        spacing: Theme.small
        width: root.availableWidth

        Row {
            spacing: Theme.small
            width: parent.width

            TextBlock {
                id: hours

                anchors.verticalCenter: parent.verticalCenter
                color: root.cancelled !== "" ? Theme.danger : root.moved !== "" ? Theme.warning : Theme.primaryInk
                font.strikeout: root.cancelled !== ""
                role: "label"
                text: root.phase === "" ? root.time : root.time + " · " + root.phase
                visible: root.today
                wrapMode: Text.NoWrap
            }

            TextBlock {
                anchors.verticalCenter: parent.verticalCenter
                maximumLineCount: 1
                role: "subheading"
                strong: true
                text: root.title
                width: parent.width - (hours.visible ? hours.width + Theme.small : 0)
            }
        }

        Flow {
            spacing: Theme.small
            width: parent.width

            KioskButton {
                dense: true
                iconName: root.cancelled !== "" ? "arrow-counter-clockwise" : "calendar-x"
                objectName: "lifeCancel:" + root.key
                text: root.cancelled !== "" ? qsTr("It takes place after all") : qsTr("Call off")
                variant: "secondary"
                visible: root.today

                onClicked: root.cancelled !== "" ? root.takeBack(root.cancelled) : root.cancel()
            }

            KioskButton {
                dense: true
                iconName: root.moved !== "" ? "arrow-counter-clockwise" : "clock-clockwise"
                objectName: "lifeMove:" + root.key
                text: root.moved !== "" ? qsTr("Back to its time") : qsTr("Move")
                variant: "secondary"
                visible: root.today && root.cancelled === ""

                onClicked: root.moved !== "" ? root.takeBack(root.moved) : root.move()
            }

            KioskButton {
                dense: true
                iconFilled: root.pinned !== ""
                iconName: "push-pin"
                objectName: "lifePin:" + root.key
                text: root.pinned !== "" ? qsTr("No longer first") : qsTr("Show first")
                variant: "secondary"
                visible: root.cancelled === ""

                onClicked: root.pinned !== "" ? root.takeBack(root.pinned) : root.pin()
            }
        }
    }
}
