pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Staff look at a badge: scanned, or from a USB stick. Only here is shown whom it was issued to.
Item {
    id: root

    required property ScanModel scan

    readonly property var files: scan.files
    readonly property var lists: scan.lists
    readonly property var result: scan.result

    signal back

    objectName: "badgeBench"

    onVisibleChanged: {
        scan.bench = visible ? "badge" : "";
        if (visible)
            scan.lookForFiles();
    }

    // The city has two lists of its own.
    function listName(list: var): string {
        if (list.of === "colp1")
            return qsTr("%1, passes").arg(list.name);
        return list.of === "colb1" ? qsTr("%1, badges").arg(list.name) : list.name;
    }

    Meanings {
        id: meanings

        result: root.result
    }

    ScrollArea {
        id: area

        anchors.fill: parent
        contentHeight: body.height + 2 * Theme.large

        Column {
            id: body

            spacing: Theme.medium
            width: area.width - 2 * Theme.margin
            x: Theme.margin
            y: Theme.medium

            TopBar {
                title: qsTr("Look at a badge")
                width: parent.width

                onBack: root.back()
            }

            Card {
                id: card

                fill: root.result.code === "" ? Theme.surface : Theme.soft(meanings.tone)
                padding: Theme.large
                width: parent.width

                Row {
                    spacing: Theme.large
                    width: card.availableWidth

                    Icon {
                        id: sign

                        color: root.result.code === "" ? Theme.inkSoft : meanings.tone
                        name: root.scan.busy ? "hourglass-medium" : root.result.code === "" ? "scan" : meanings.iconName
                        size: Theme.iconSize * 2.4
                    }

                    Column {
                        spacing: Theme.small
                        width: parent.width - sign.width - parent.spacing

                        TextBlock {
                            objectName: "benchTitle"
                            role: "heading"
                            text: root.scan.busy ? qsTr("Reading the code…") : root.result.code === "" ? qsTr("Scan a badge, or choose a file below") : meanings.title
                            width: parent.width
                        }

                        TextBlock {
                            color: Theme.primaryInk
                            role: "subheading"
                            text: root.result.name
                            visible: text !== ""
                            width: parent.width
                        }

                        TextBlock {
                            text: meanings.body
                            visible: root.result.code !== ""
                            width: parent.width
                        }

                        TextBlock {
                            objectName: "benchHolder"
                            role: "label"
                            text: (root.result.holder.startsWith("B-") ? qsTr("Badge number: %1") : qsTr("Issued to: %1")).arg(root.result.holder)
                            visible: root.result.holder !== ""
                            width: parent.width
                            wrapMode: Text.WrapAnywhere
                        }
                    }
                }
            }

            SectionTitle {
                title: qsTr("On the USB stick")
                width: parent.width
            }

            TextBlock {
                color: Theme.inkSoft
                text: qsTr("No badge files found. Plug a stick in, then look again.")
                visible: root.files.length === 0
                width: parent.width
            }

            Repeater {
                model: root.files

                KioskButton {
                    required property string modelData
                    required property int index

                    iconName: "file"
                    objectName: "benchFile" + index
                    text: modelData
                    variant: "secondary"
                    width: body.width

                    onClicked: root.scan.checkFile(index)
                }
            }

            KioskButton {
                iconName: "arrows-clockwise"
                objectName: "benchLook"
                text: qsTr("Look again")
                variant: "secondary"

                onClicked: root.scan.lookForFiles()
            }

            SectionTitle {
                title: qsTr("What this kiosk knows of withdrawals")
                width: parent.width
            }

            TextBlock {
                color: Theme.inkSoft
                text: qsTr("No list. Every badge that can be withdrawn is shown as \"not checked\".")
                visible: root.lists.length === 0
                width: parent.width
            }

            Repeater {
                model: root.lists

                Fact {
                    required property var modelData

                    iconName: modelData.stale ? "warning" : "check"
                    ink: modelData.stale ? Theme.warning : Theme.inkSoft
                    room: body.width
                    text: modelData.stale ? qsTr("%1: list of %2, too old to rely on").arg(root.listName(modelData)).arg(modelData.day) : qsTr("%1: list of %2").arg(root.listName(modelData)).arg(modelData.day)
                }
            }
        }
    }
}
