pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Staff try the scanner out: scan the code on the screen, and read what is wrong and how to mend it.
Item {
    id: root

    required property ScanModel scan

    readonly property string outcome: scan.calibrated
    readonly property bool good: outcome === "ok"
    readonly property color tone: outcome === "" ? Theme.primaryInk : good ? Theme.positive : Theme.warning

    signal back

    objectName: "calibration"

    onVisibleChanged: scan.bench = visible ? "calibration" : ""

    function heading(): string {
        switch (outcome) {
        case "":
            return qsTr("Scan this code with the scanner");
        case "ok":
            return qsTr("The scanner reads every letter right");
        case "caps":
            return qsTr("Capitals and small letters are swapped");
        case "extra":
            return qsTr("The scanner adds letters of its own");
        case "no_end":
            return qsTr("The scanner sends no Enter at the end");
        case "too_long":
        case "forbidden_keys":
            return qsTr("The scanner sends keys that are not text");
        case "lost_keys":
            return qsTr("Some letters were lost on the way");
        case "other":
            return qsTr("The scanner types wrong letters");
        default:
            return qsTr("The scanner types wrong letters (layout %1)").arg(outcome);
        }
    }

    function mend(): string {
        switch (outcome) {
        case "":
            return qsTr("It holds all letters and signs that our codes are made of. The answer appears here.");
        case "ok":
            return qsTr("Nothing needs to be done.");
        case "caps":
            return qsTr("Switch off Caps Lock on the keyboard, and in the scanner's manual scan \"Caps Lock off\".");
        case "extra":
            return qsTr("In the scanner's manual, clear prefix and suffix, and scan \"no code identifier (AIM ID)\".");
        case "no_end":
            return qsTr("In the scanner's manual, scan \"suffix: Enter (CR)\".");
        case "too_long":
        case "forbidden_keys":
            return qsTr("In the scanner's manual, scan \"factory settings\", then \"keyboard: USA\" and \"suffix: Enter (CR)\".");
        case "lost_keys":
            return qsTr("Scan once more. If it stays so, choose a slower keyboard speed in the scanner's manual (\"inter-character delay\").");
        default:
            return qsTr("Best: in the scanner's manual scan \"USB serial (CDC)\"; then no keyboard layout is in between. Else \"keyboard: USA\" in the manual and US layout in this computer, or scanner = \"evdev:...\" in kiosk.toml.");
        }
    }

    Column {
        id: body

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.top: parent.top
        anchors.topMargin: Theme.medium
        spacing: Theme.large

        TopBar {
            title: qsTr("Test the scanner")
            width: parent.width

            onBack: root.back()
        }

        Card {
            id: card

            padding: Theme.large
            width: parent.width

            Flow {
                spacing: Theme.large
                width: card.availableWidth

                QrPatch {
                    id: code

                    modules: root.scan.calibrationModules
                    path: root.scan.calibrationPath
                    spoken: qsTr("The code for testing the scanner")
                    width: Math.max(420 * Theme.unit, 50 * Theme.mm)
                }

                Column {
                    spacing: Theme.medium
                    width: card.availableWidth - code.width - Theme.large > 320 * Theme.unit ? card.availableWidth - code.width - Theme.large : card.availableWidth

                    Icon {
                        color: root.tone
                        filled: root.outcome !== ""
                        name: root.outcome === "" ? "barcode" : root.good ? "check-circle" : "warning-circle"
                        size: Theme.iconSize * 2
                    }

                    TextBlock {
                        color: root.tone
                        objectName: "calibrationResult"
                        role: "heading"
                        text: root.heading()
                        width: parent.width
                    }

                    TextBlock {
                        objectName: "calibrationMend"
                        text: root.mend()
                        width: parent.width
                    }
                }
            }
        }
    }
}
