pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Does this kiosk reach its hub, what waits, and what needs a look.
Item {
    id: root

    required property StaffModel model

    readonly property SyncPanelModel sync: model.sync
    readonly property var health: sync.health
    readonly property var rights: model.rights
    readonly property bool well: health.failure === "" && health.ageMinutes >= 0
    readonly property bool stacked: Theme.textScale > 1.3
    // Less height than this, and the whole page scrolls.
    readonly property real least: head.height + Theme.medium + Theme.small + 4 * Theme.dense

    function ago(): string {
        if (health.ageMinutes < 0)
            return qsTr("This kiosk has never synced. Check-ins are kept here until it does.");
        if (health.ageMinutes < 1)
            return qsTr("Synced less than a minute ago.");
        if (health.ageMinutes < 120)
            return qsTr("Synced %1 min ago.").arg(health.ageMinutes);
        return qsTr("Last synced %1.").arg(health.lastSync);
    }

    function why(code: string): string {
        switch (code) {
        case "already_checked_in":
            return qsTr("Kept and counted once: this person had been checked in before.");
        case "unknown_activity":
            return qsTr("Kept: the hub does not know this activity yet or any more.");
        case "wrong_place":
            return qsTr("The hub says this place is not the kiosk's.");
        case "wrong_device":
            return qsTr("The hub knows this kiosk under another id.");
        case "implausible_time":
            return qsTr("The kiosk's clock was wrong.");
        }
        return code !== "" ? qsTr("The hub refused it (%1).").arg(code) : qsTr("The hub refused it.");
    }

    Column {
        id: head

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.top: parent.top
        anchors.topMargin: Theme.medium
        spacing: Theme.medium

        TopBar {
            title: qsTr("How this kiosk is doing")
            width: parent.width

            onBack: root.model.show("today")
        }

        Card {
            id: statusCard

            width: parent.width

            Item {
                height: root.stacked ? words.height + Theme.medium + syncNow.height : Math.max(words.height, syncNow.height)
                width: statusCard.availableWidth

                Icon {
                    id: mark

                    anchors.verticalCenter: words.verticalCenter
                    color: root.well ? Theme.positive : Theme.warning
                    filled: true
                    name: root.well ? "cloud-check" : "cloud-slash"
                    size: 64 * Theme.unit
                }

                Column {
                    id: words

                    anchors.left: mark.right
                    anchors.leftMargin: Theme.medium
                    anchors.right: parent.right
                    anchors.rightMargin: root.stacked ? 0 : syncNow.width + Theme.medium
                    spacing: Theme.tiny
                    y: root.stacked ? 0 : Math.max(0, (syncNow.height - height) / 2)

                    TextBlock {
                        objectName: "healthSync"
                        role: "subheading"
                        text: root.ago()
                        width: parent.width
                    }

                    TextBlock {
                        color: Theme.inkSoft
                        text: root.health.failingSince !== "" ? qsTr("No answer from the hub since %1. Everything keeps working.").arg(root.health.failingSince) : qsTr("The hub was not reached. Everything keeps working.")
                        visible: root.health.failure !== ""
                        width: parent.width
                    }
                }

                KioskButton {
                    id: syncNow

                    anchors.right: parent.right
                    busy: root.sync.asking
                    enabled: !root.sync.asking
                    iconName: "arrows-clockwise"
                    objectName: "syncNow"
                    text: qsTr("Sync now")
                    y: root.stacked ? words.height + Theme.medium : Math.max(0, (words.height - height) / 2)

                    onClicked: root.sync.syncNow()
                }
            }
        }

        Card {
            padding: Theme.medium
            width: parent.width

            Flow {
                spacing: Theme.textScale > 1.3 ? Theme.large : Theme.huge
                width: parent.width

                CountTile {
                    number: root.health.waiting
                    objectName: "healthWaiting"
                    word: qsTr("waiting for the hub")
                }

                CountTile {
                    number: root.health.rejected
                    tone: root.health.rejected > 0 ? Theme.warning : Theme.ink
                    word: qsTr("refused by the hub")
                }

                CountTile {
                    number: root.health.poisoned
                    tone: root.health.poisoned > 0 ? Theme.warning : Theme.ink
                    word: qsTr("records set aside")
                }
            }
        }

        Flow {
            spacing: Theme.medium
            visible: root.model.scanBench !== null
            width: parent.width

            KioskButton {
                iconName: "first-aid-kit"
                objectName: "careFor"
                text: qsTr("The kiosk itself")
                variant: "secondary"
                visible: root.rights.includes("care")

                onClicked: root.model.show("care")
            }

            KioskButton {
                iconName: "barcode"
                objectName: "tryScanner"
                text: qsTr("Test the scanner")
                variant: "secondary"

                onClicked: root.model.show("scanner")
            }

            KioskButton {
                iconName: "seal-question"
                objectName: "lookAtBadge"
                text: qsTr("Look at a badge")
                variant: "secondary"

                onClicked: root.model.show("badge")
            }
        }

        TextBlock {
            role: "heading"
            text: qsTr("To review")
            width: parent.width
        }
    }

    ListView {
        id: list

        anchors.bottom: parent.bottom
        anchors.left: head.left
        anchors.right: head.right
        anchors.top: head.bottom
        anchors.topMargin: Theme.small
        bottomMargin: Theme.large
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        model: root.sync.reviewList
        objectName: "review"
        spacing: Theme.small

        delegate: Card {
            id: line

            required property string time
            required property string title
            required property string person
            required property string movement
            required property string outcome
            required property string code

            raised: false
            width: list.width
            text: "%1, %2".arg(title).arg(root.why(code))

            Item {
                height: what.height
                width: line.availableWidth

                Icon {
                    id: sign

                    anchors.verticalCenter: parent.verticalCenter
                    color: line.outcome === "conflict" ? Theme.inkSoft : Theme.warning
                    filled: true
                    name: line.outcome === "conflict" ? "git-merge" : "warning"
                }

                Column {
                    id: what

                    anchors.left: sign.right
                    anchors.leftMargin: Theme.medium
                    anchors.right: parent.right
                    spacing: Theme.tiny

                    TextBlock {
                        maximumLineCount: 1
                        role: "label"
                        text: line.title !== "" ? line.title : qsTr("An activity that is no longer on the list")
                        width: parent.width
                    }

                    TextBlock {
                        text: root.why(line.code)
                        width: parent.width
                    }

                    TextBlock {
                        maximumLineCount: 1
                        role: "caption"
                        text: "%1 · %2 · %3".arg(line.time).arg(line.movement === "entry" ? qsTr("check-in") : line.movement === "exit" ? qsTr("check-out") : qsTr("undo")).arg(line.person)
                        width: parent.width
                    }
                }
            }
        }

        TextBlock {
            color: Theme.inkSoft
            text: qsTr("Nothing. The hub has taken in everything it was sent.")
            visible: list.count === 0
            width: list.width
        }
    }
}
