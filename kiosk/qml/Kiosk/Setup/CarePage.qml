pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// The kiosk itself: what the doctor says, a report to take along, its version, its hub.
Item {
    id: root

    required property CareModel care
    // Whether who is here may end the program.
    property bool closable: false

    signal back
    signal closeWanted
    signal touchWanted

    onVisibleChanged: {
        end.closing = false;
        if (visible)
            care.refresh();
    }

    function updateWords(): string {
        switch (care.update) {
        case "known":
            return qsTr("Version %1 will be fetched tonight.").arg(care.updateVersion);
        case "staged":
            return qsTr("Version %1 is here and starts tonight.").arg(care.updateVersion);
        case "refused":
            return qsTr("An update was refused. The kiosk keeps the version that it has.");
        case "current":
            return qsTr("This is the newest version.");
        }
        return qsTr("Updates are installed by hand.");
    }

    TopBar {
        id: bar

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.top: parent.top
        anchors.topMargin: Theme.medium
        title: qsTr("The kiosk itself")

        onBack: root.back()
    }

    ScrollArea {
        id: page

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: bar.bottom
        anchors.topMargin: Theme.small

        Column {
            spacing: Theme.medium
            width: Math.min(page.width - 2 * Theme.margin, 1400 * Theme.unit)
            x: (page.width - width) / 2

            Card {
                id: verdict

                text: wellWords.text
                width: parent.width

                Row {
                    spacing: Theme.medium
                    width: verdict.availableWidth

                    Icon {
                        id: sign

                        anchors.verticalCenter: parent.verticalCenter
                        color: !root.care.looked ? Theme.inkSoft : root.care.well ? Theme.positive : Theme.warning
                        filled: true
                        name: !root.care.looked ? "hourglass-medium" : root.care.well ? "heartbeat" : "first-aid-kit"
                        size: Theme.iconSize * 2
                    }

                    TextBlock {
                        id: wellWords

                        anchors.verticalCenter: parent.verticalCenter
                        objectName: "careWords"
                        role: "heading"
                        text: !root.care.looked ? qsTr("Looking…") : root.care.well ? qsTr("This kiosk is fine") : qsTr("This kiosk needs a look")
                        width: parent.width - sign.width - Theme.medium
                    }
                }
            }

            Repeater {
                model: root.care.findings

                FindingCard {
                    width: parent ? parent.width : 0
                }
            }

            CareReport {
                care: root.care
                width: parent.width
            }

            Card {
                id: program

                raised: false
                text: qsTr("Version %1").arg(root.care.version)
                width: parent.width

                Column {
                    spacing: Theme.small
                    width: program.availableWidth

                    TextBlock {
                        role: "subheading"
                        text: program.text
                        width: parent.width
                    }

                    TextBlock {
                        color: Theme.inkSoft
                        text: root.updateWords()
                        width: parent.width
                    }
                }
            }

            CareTask {
                button.iconName: "crosshair"
                button.objectName: "careTouch"
                text: qsTr("Test the touch screen")
                width: parent.width
                words: qsTr("Touch five crosses, and see how far off it is.")

                onChosen: root.touchWanted()
            }

            CareTask {
                button.iconName: "plugs-connected"
                button.objectName: "carePair"
                text: qsTr("Connect to another hub")
                width: parent.width
                words: qsTr("For a kiosk that moves to another place or city. It needs a new code; check-ins that wait here stay.")

                onChosen: root.care.pair()
            }

            CareClose {
                id: end

                visible: root.closable
                width: parent.width

                onCloseWanted: root.closeWanted()
            }
        }
    }
}
