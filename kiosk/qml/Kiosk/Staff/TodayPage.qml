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

    Column {
        id: head

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.top: parent.top
        anchors.topMargin: Theme.large
        spacing: Theme.tiny

        TextBlock {
            role: "title"
            text: qsTr("Today")
            width: parent.width
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

    Row {
        id: ways

        anchors.right: head.right
        anchors.top: head.top
        spacing: Theme.small

        KioskButton {
            dense: true
            iconName: "megaphone"
            objectName: "openCentre"
            text: qsTr("Centre today")
            variant: "secondary"
            visible: root.model.centreLife !== null && root.rights.includes("centre_life")

            onClicked: root.model.show("centre")
        }

        KioskButton {
            dense: true
            iconName: "chart-bar"
            objectName: "openReport"
            text: qsTr("The month in numbers")
            variant: "secondary"

            onClicked: root.model.show("report")
        }
    }

    GridView {
        id: list

        readonly property int columns: Theme.portrait ? 1 : 2

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin - Theme.medium
        anchors.top: head.bottom
        anchors.topMargin: Theme.medium
        bottomMargin: Theme.huge
        boundsBehavior: Flickable.StopAtBounds
        cellHeight: 278 * Theme.unit * (0.5 + Theme.textScale / 2)
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
