pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// After a tap on the list: one line with what was done, and its undo.
Rectangle {
    id: root

    required property DeskModel desk

    readonly property var verdict: desk.verdict
    readonly property bool shown: verdict.level !== "" && verdict.quiet

    readonly property string personal: verdict.label
    readonly property string discreet: ""

    Accessible.name: words.text
    Accessible.role: Accessible.AlertMessage
    border.color: Theme.contrast ? "#ffffff" : "transparent"
    border.width: Theme.contrast ? Theme.hair : 0
    color: Theme.contrast ? "#000000" : Theme.dark ? Theme.sunken : Theme.ink
    height: Theme.target + Theme.small
    objectName: "undoBar"
    opacity: shown ? 1 : 0
    radius: height / 2
    visible: opacity > 0

    onVerdictChanged: if (shown)
        leave.restart()

    Behavior on opacity {
        NumberAnimation {
            duration: Theme.quick
        }
    }

    VerdictWords {
        id: says

        verdict: root.verdict
    }

    Icon {
        id: mark

        anchors.left: parent.left
        anchors.leftMargin: Theme.large
        anchors.verticalCenter: parent.verticalCenter
        color: "#8fe3b4"
        filled: true
        name: says.icon
    }

    TextBlock {
        id: words

        anchors.left: mark.right
        anchors.leftMargin: Theme.small
        anchors.right: back.left
        anchors.rightMargin: Theme.small
        anchors.verticalCenter: parent.verticalCenter
        color: "#ffffff"
        maximumLineCount: 1
        role: "label"
        text: root.verdict.label !== "" ? "%1: %2".arg(says.headline).arg(root.verdict.label) : says.headline
    }

    KioskButton {
        id: back

        anchors.right: parent.right
        anchors.rightMargin: Theme.small
        anchors.verticalCenter: parent.verticalCenter
        dense: true
        iconName: "arrow-counter-clockwise"
        objectName: "undoTap"
        text: qsTr("Undo")
        variant: "secondary"
        visible: root.verdict.canUndo

        onClicked: root.desk.undo()
    }

    Timer {
        id: leave

        interval: 6000

        onTriggered: if (root.shown)
            root.desk.dismiss()
    }
}
