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

    property bool closing: false

    readonly property var places: care.places

    signal back
    signal closeWanted
    signal touchWanted

    onVisibleChanged: {
        closing = false;
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

    function saveWords(): string {
        if (care.state === "saved")
            return qsTr("Saved. The stick may be pulled out. Nobody's name is in the report.");
        if (care.state === "failed")
            return qsTr("It could not be saved. Is the stick full or locked?");
        return places.length === 0 ? qsTr("Plug in a USB stick to take a report along for whoever helps you.") : "";
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

                Card {
                    id: line

                    required property string level
                    required property string says
                    required property string advice

                    objectName: "finding"
                    raised: false
                    text: "%1 %2".arg(line.says).arg(line.advice)
                    width: parent ? parent.width : 0

                    Row {
                        spacing: Theme.medium
                        width: line.availableWidth

                        Icon {
                            id: mark

                            color: line.level === "note" ? Theme.inkSoft : line.level === "broken" ? Theme.danger : Theme.warning
                            filled: true
                            name: line.level === "note" ? "info" : "warning-circle"
                            size: Theme.iconSize * 1.3
                        }

                        Column {
                            spacing: Theme.tiny
                            width: parent.width - mark.width - Theme.medium

                            TextBlock {
                                role: "subheading"
                                text: line.says
                                width: parent.width
                            }

                            TextBlock {
                                color: Theme.inkSoft
                                text: line.advice
                                width: parent.width
                            }
                        }
                    }
                }
            }

            Card {
                id: take

                raised: false
                text: qsTr("A report for whoever helps you")
                width: parent.width

                Column {
                    spacing: Theme.medium
                    width: take.availableWidth

                    TextBlock {
                        role: "subheading"
                        text: take.text
                        width: parent.width
                    }

                    Flow {
                        spacing: Theme.medium
                        visible: root.places.length > 0
                        width: parent.width

                        Repeater {
                            model: root.places

                            KioskButton {
                                required property int index
                                required property string modelData

                                busy: root.care.state === "saving"
                                enabled: root.care.state !== "saving"
                                iconName: "usb"
                                objectName: "careSaveTo-" + index
                                text: qsTr("Save to %1").arg(modelData)

                                onClicked: root.care.save(index)
                            }
                        }
                    }

                    TextBlock {
                        color: root.care.state === "failed" ? Theme.danger : root.care.state === "saved" ? Theme.positive : Theme.inkSoft
                        objectName: "careSaved"
                        text: root.saveWords()
                        visible: text !== ""
                        width: parent.width
                    }

                    KioskButton {
                        iconName: "arrows-clockwise"
                        objectName: "careLook"
                        text: qsTr("Look again")
                        variant: "secondary"

                        onClicked: root.care.refresh()
                    }
                }
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

            Card {
                id: touchPanel

                raised: false
                text: qsTr("Test the touch screen")
                width: parent.width

                Column {
                    spacing: Theme.medium
                    width: touchPanel.availableWidth

                    TextBlock {
                        color: Theme.inkSoft
                        text: qsTr("Touch five crosses, and see how far off it is.")
                        width: parent.width
                    }

                    KioskButton {
                        iconName: "crosshair"
                        objectName: "careTouch"
                        text: touchPanel.text
                        variant: "secondary"

                        onClicked: root.touchWanted()
                    }
                }
            }

            Card {
                id: hub

                raised: false
                text: qsTr("Connect to another hub")
                width: parent.width

                Column {
                    spacing: Theme.medium
                    width: hub.availableWidth

                    TextBlock {
                        color: Theme.inkSoft
                        text: qsTr("For a kiosk that moves to another place or city. It needs a new code; check-ins that wait here stay.")
                        width: parent.width
                    }

                    KioskButton {
                        iconName: "plugs-connected"
                        objectName: "carePair"
                        text: hub.text
                        variant: "secondary"

                        onClicked: root.care.pair()
                    }
                }
            }

            Card {
                id: end

                raised: false
                text: qsTr("Close the program")
                visible: root.closable
                width: parent.width

                Column {
                    spacing: Theme.medium
                    width: end.availableWidth

                    TextBlock {
                        color: Theme.inkSoft
                        objectName: "careCloseWords"
                        text: root.closing ? qsTr("Nobody can use this kiosk then. It opens by itself at night, or when the machine is switched on again. Close it?") : qsTr("For work on the machine itself. Check-ins that wait here stay.")
                        width: parent.width
                    }

                    Flow {
                        spacing: Theme.medium
                        width: parent.width

                        KioskButton {
                            iconName: "power"
                            objectName: "careClose"
                            text: root.closing ? qsTr("Yes, close it") : end.text
                            variant: root.closing ? "primary" : "secondary"

                            onClicked: {
                                if (root.closing)
                                    root.closeWanted();
                                else
                                    root.closing = true;
                            }
                        }

                        KioskButton {
                            iconName: "x"
                            objectName: "careKeepOpen"
                            text: qsTr("No, keep it open")
                            variant: "secondary"
                            visible: root.closing

                            onClicked: root.closing = false
                        }
                    }
                }
            }
        }
    }
}
