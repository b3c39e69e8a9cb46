pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Today at this place.
Item {
    id: root

    required property StaffModel model

    readonly property DeskModel desk: model.checkIn
    readonly property var rights: model.rights
    readonly property real wanted: month.implicitWidth + (centre.visible ? centre.implicitWidth + Theme.small : 0) + 1
    readonly property bool tight: title.implicitWidth + Theme.large + wanted > head.width
    // Less height than this, and the whole page scrolls.
    readonly property real least: head.height + Theme.large + Theme.medium + list.cellHeight

    Column {
        id: head

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.top: parent.top
        anchors.topMargin: Theme.large
        spacing: Theme.tiny

        Item {
            height: root.tight ? ways.y + ways.height : title.height
            width: parent.width

            TextBlock {
                id: title

                role: "title"
                text: qsTr("Today")
            }

            Flow {
                id: ways

                anchors.right: parent.right
                width: root.tight ? parent.width : root.wanted
                y: root.tight ? title.height + Theme.small : 0
                spacing: Theme.small

                KioskButton {
                    id: centre

                    dense: true
                    iconName: "megaphone"
                    objectName: "openCentre"
                    text: qsTr("Centre today")
                    variant: "secondary"
                    visible: root.model.centreLife !== null && root.rights.includes("centre_life")

                    onClicked: root.model.show("centre")
                }

                KioskButton {
                    id: month

                    dense: true
                    iconName: "chart-bar"
                    objectName: "openReport"
                    text: qsTr("The month in numbers")
                    variant: "secondary"

                    onClicked: root.model.show("report")
                }
            }
        }

        TextBlock {
            color: Theme.positive
            objectName: "hereNow"
            strong: true
            role: "subheading"
            text: qsTr("In the centre now: %1").arg(root.desk.hereNow)
            width: parent.width
        }

        TextBlock {
            color: Theme.inkSoft
            text: root.desk.sessionList.count > 0 ? qsTr("Open a session, or scan a pass: the kiosk finds where it belongs.") : ""
            width: parent.width
        }
    }

    GridView {
        id: list

        readonly property int columns: Theme.portrait || Theme.textScale > 1.3 ? 1 : 2

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin - Theme.medium
        anchors.top: head.bottom
        anchors.topMargin: Theme.medium
        bottomMargin: Theme.huge
        boundsBehavior: Flickable.StopAtBounds
        cellHeight: (Theme.textScale > 1 ? 132 + 180 * Theme.textScale : 278) * Theme.unit
        cellWidth: width / columns
        clip: true
        model: root.desk.sessionList
        objectName: "sessions"

        delegate: Item {
            id: cell

            required property string key
            required property string title
            required property string time
            required property string phase
            required property int expected
            required property int inside
            required property int gone
            required property int capacity
            required property real share
            required property bool dropIn

            height: list.cellHeight
            width: list.cellWidth

            SessionItem {
                anchors.bottomMargin: Theme.medium
                anchors.fill: parent
                anchors.rightMargin: Theme.medium
                capacity: cell.capacity
                dropIn: cell.dropIn
                expected: cell.expected
                inside: cell.inside
                gone: cell.gone
                objectName: "session-" + cell.key
                phase: cell.phase
                share: cell.share
                time: cell.time
                title: cell.title

                onClicked: root.model.openSession(cell.key)
            }
        }
    }

    Column {
        anchors.centerIn: parent
        spacing: Theme.medium
        visible: !root.desk.loading && root.desk.sessionList.count === 0
        width: parent.width * 0.7

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            color: Theme.inkSoft
            name: "calendar-blank"
            size: 96 * Theme.unit
        }

        TextBlock {
            horizontalAlignment: Text.AlignHCenter
            role: "heading"
            text: qsTr("Nothing is planned here today")
            width: parent.width
        }

        TextBlock {
            color: Theme.inkSoft
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Sessions come from the city's list; they show here as soon as they arrive.")
            width: parent.width
        }
    }
}
