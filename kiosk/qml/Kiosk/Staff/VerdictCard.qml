pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// The verdict on a scan, over the whole screen: colour, shape, icon and words say the same.
Rectangle {
    id: root

    required property DeskModel desk
    // A visitor is alone with the screen: it goes on by itself.
    property bool alone: false

    readonly property var verdict: desk.verdict
    readonly property bool shown: verdict.level !== "" && !verdict.quiet
    readonly property bool green: verdict.level === "green"
    readonly property color ground: green ? Theme.positive : verdict.level === "amber" ? Theme.warning : Theme.danger
    readonly property color ink: Theme.on(ground)

    readonly property string personal: verdict.label
    readonly property string discreet: ""

    Accessible.name: "%1. %2. %3".arg(says.headline).arg(verdict.label).arg(says.help)
    Accessible.role: Accessible.AlertMessage
    color: ground
    objectName: "verdictCard"
    visible: shown

    onVerdictChanged: {
        leave.stop();
        if (shown && (green || alone))
            leave.start();
    }

    VerdictWords {
        id: says

        verdict: root.verdict
    }

    // A tap beside the buttons puts the card away.
    MouseArea {
        anchors.fill: parent
        objectName: "verdictAway"

        onClicked: root.desk.dismiss()
    }

    Column {
        spacing: Theme.large
        width: Theme.portrait ? parent.width - 2 * Theme.margin : deeds.x - 2 * Theme.margin
        x: Theme.margin
        y: Theme.portrait ? parent.height * 0.16 : (parent.height - height) / 2

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            border.color: root.ink
            border.width: 10 * Theme.unit
            color: "transparent"
            height: width
            radius: root.green ? width / 2 : root.verdict.level === "amber" ? width * 0.22 : 0
            rotation: root.verdict.level === "amber" ? 45 : 0
            scale: root.verdict.level === "amber" ? 0.8 : 1
            width: (Theme.portrait ? 380 : 300) * Theme.unit

            Icon {
                anchors.centerIn: parent
                color: root.ink
                filled: true
                name: root.green && root.verdict.reason !== "exit" && root.verdict.reason !== "annulled" ? "check-fat" : says.icon
                rotation: -parent.rotation
                size: parent.width * 0.56
            }
        }

        TextBlock {
            color: root.ink
            font.pixelSize: Theme.display * 0.9
            horizontalAlignment: Text.AlignHCenter
            objectName: "verdictHeadline"
            role: "display"
            text: says.headline
            width: parent.width
        }

        TextBlock {
            color: root.ink
            font.pixelSize: Theme.title
            horizontalAlignment: Text.AlignHCenter
            maximumLineCount: 2
            objectName: "verdictLabel"
            role: "heading"
            text: root.verdict.label
            visible: text !== ""
            width: parent.width
        }

        TextBlock {
            color: root.ink
            font.pixelSize: Theme.subheading * 1.1
            horizontalAlignment: Text.AlignHCenter
            objectName: "verdictHelp"
            text: root.alone && !root.green && root.verdict.reason !== "already_in" && root.verdict.offer === "" ? qsTr("Please ask somebody of the staff.") : says.help
            visible: text !== ""
            width: parent.width
        }
    }

    Column {
        id: deeds

        spacing: Theme.medium
        width: Theme.portrait ? parent.width - 4 * Theme.margin : 620 * Theme.unit
        x: Theme.portrait ? 2 * Theme.margin : parent.width - width - 2 * Theme.margin
        y: Theme.portrait ? parent.height - height - Theme.huge * 2.5 : (parent.height - height) / 2

        Deed {
            iconName: "arrow-right"
            objectName: "verdictOffer"
            text: qsTr("Check in there")
            visible: root.verdict.offer !== ""

            onClicked: root.desk.acceptOffer()
        }

        Deed {
            iconName: "user-plus"
            objectName: "wave-walk_in"
            text: qsTr("Let in as a walk-in")
            visible: root.verdict.mayOverride && ["not_on_roster", "roster_unknown", "wrong_session"].includes(root.verdict.reason)

            onClicked: root.desk.wave("walk_in")
        }

        Deed {
            iconName: "eye"
            objectName: "wave-room_seen"
            text: qsTr("There is room: let in")
            visible: root.verdict.mayOverride && root.verdict.reason === "seats_held"

            onClicked: root.desk.wave("room_seen")
        }

        Deed {
            iconName: "user-check"
            objectName: "wave-known_person"
            text: qsTr("I know this person: let in")
            visible: root.verdict.mayOverride && root.verdict.reason.startsWith("pass_")

            onClicked: root.desk.wave("known_person")
        }

        Repeater {
            model: root.verdict.mayOverride && root.verdict.reason === "full" ? [
                {
                    code: "place_freed",
                    words: qsTr("A place has come free")
                },
                {
                    code: "helper",
                    words: qsTr("Helper or companion")
                },
                {
                    code: "staff_decision",
                    words: qsTr("My decision: there is room")
                }
            ] : []

            Deed {
                required property var modelData

                objectName: "wave-" + modelData.code
                text: modelData.words

                onClicked: root.desk.wave(modelData.code)
            }
        }

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.medium

            Deed {
                iconName: "arrow-counter-clockwise"
                objectName: "verdictUndo"
                text: qsTr("Undo")
                visible: root.verdict.canUndo
                width: (deeds.width - Theme.medium) / 2

                onClicked: root.desk.undo()
            }

            Deed {
                iconName: root.verdict.mayOverride ? "x" : "qr-code"
                objectName: "verdictNext"
                text: root.verdict.mayOverride ? qsTr("Do not let in") : qsTr("Next")
                width: root.verdict.canUndo ? (deeds.width - Theme.medium) / 2 : deeds.width

                onClicked: root.desk.dismiss()
            }
        }
    }

    component Deed: KioskButton {
        large: true
        variant: "secondary"
        width: deeds.width
    }

    Timer {
        id: leave

        interval: root.alone ? (root.green ? 2500 : 6000) : 4000

        onTriggered: root.desk.dismiss()
    }
}
