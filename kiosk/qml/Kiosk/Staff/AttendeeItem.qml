pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Kiosk.Controls
import Kiosk.Theme

// One line of a roster. An expected person is checked in by a tap anywhere on the line.
T.AbstractButton {
    id: root

    required property string person
    required property string label
    required property string attendance
    required property string since
    required property bool guest
    // Its place in the list, from 1.
    property int number: 0
    // The full name while it is asked for; `label` is masked.
    property string fullName: ""
    // Whether what was attended leads to a badge.
    property bool badged: false

    signal revealed
    signal moved(string movement)
    signal takenBack
    signal handedOver

    readonly property bool expected: attendance === "expected"
    readonly property bool inside: attendance === "in"
    readonly property color tone: inside ? Theme.positive : Theme.inkSoft
    readonly property string name: guest ? qsTr("Walk-in %1").arg(person.slice(-4)) : fullName !== "" ? fullName : label
    // Read aloud, the name is for headphones, or for when staff ask for it.
    readonly property string personal: name
    readonly property string discreet: qsTr("Person %1").arg(number)
    readonly property string stateWords: inside ? qsTr("in since %1").arg(since) : expected ? qsTr("expected") : qsTr("left at %1").arg(since)

    Accessible.name: "%1, %2".arg(name).arg(stateWords)
    Accessible.role: Accessible.Button
    focusPolicy: Qt.TabFocus
    hoverEnabled: false
    implicitHeight: Math.max(88 * Theme.unit, Theme.dense + Theme.small)

    background: Rectangle {
        color: root.pressed && root.expected ? Theme.sunken : root.inside ? Theme.soft(Theme.positive) : Theme.surface

        Rectangle {
            anchors.bottom: parent.bottom
            color: Theme.line
            height: Theme.hair
            width: parent.width
        }

        FocusRing {
            shown: root.visualFocus
        }
    }
    contentItem: Item {
        Icon {
            id: mark

            anchors.left: parent.left
            anchors.leftMargin: Theme.medium
            anchors.verticalCenter: parent.verticalCenter
            color: root.tone
            filled: root.inside
            name: root.inside ? "check-circle" : root.expected ? "circle" : "sign-out"
        }

        Column {
            anchors.left: mark.right
            anchors.leftMargin: Theme.medium
            anchors.right: acts.left
            anchors.rightMargin: Theme.small
            anchors.verticalCenter: parent.verticalCenter

            TextBlock {
                Accessible.ignored: true
                maximumLineCount: 1
                role: "label"
                text: root.name
                width: parent.width
            }

            TextBlock {
                Accessible.ignored: true
                color: root.inside ? Theme.onSoft(Theme.positive) : Theme.inkSoft
                maximumLineCount: 1
                role: "caption"
                text: root.stateWords
                visible: !root.expected
                width: parent.width
            }
        }

        Row {
            id: acts

            anchors.right: parent.right
            anchors.rightMargin: Theme.small
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.small

            IconButton {
                anchors.verticalCenter: parent.verticalCenter
                dense: true
                flat: true
                focusPolicy: Qt.TabFocus
                iconName: root.fullName !== "" ? "eye-slash" : "eye"
                label: qsTr("Full name: %1").arg(root.name)
                objectName: "reveal-" + root.person
                tone: Theme.inkSoft
                visible: !root.guest

                onClicked: root.revealed()
            }

            IconButton {
                anchors.verticalCenter: parent.verticalCenter
                dense: true
                flat: true
                focusPolicy: Qt.TabFocus
                iconName: "arrow-counter-clockwise"
                label: qsTr("Undo: %1").arg(root.name)
                objectName: "undo-" + root.person
                visible: !root.expected

                onClicked: root.takenBack()
            }

            IconButton {
                anchors.verticalCenter: parent.verticalCenter
                dense: true
                flat: true
                focusPolicy: Qt.TabFocus
                iconName: "medal"
                label: qsTr("Badge for %1").arg(root.name)
                objectName: "badge-" + root.person
                visible: root.badged && !root.expected

                onClicked: root.handedOver()
            }

            KioskButton {
                Accessible.name: "%1: %2".arg(text).arg(root.name)
                anchors.verticalCenter: parent.verticalCenter
                dense: true
                focusPolicy: Qt.TabFocus
                font.pixelSize: Theme.label
                leftPadding: Theme.small
                rightPadding: Theme.small
                objectName: "move-" + root.person
                text: root.inside ? qsTr("Check out") : root.expected ? qsTr("Check in") : qsTr("Back in")
                variant: root.expected ? "primary" : "secondary"
                width: 210 * Theme.unit * Theme.textScale

                onClicked: root.moved(root.inside ? "exit" : "entry")
            }
        }
    }

    onClicked: if (expected)
        moved("entry")
}
