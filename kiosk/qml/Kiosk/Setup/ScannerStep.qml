pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Scan
import Kiosk.Theme

// The scanner reads a code from the screen, the camera shows what it sees. Neither must be there.
Column {
    id: root

    required property SetupModel setup
    required property ScanModel scan

    readonly property bool read: scan.calibrated !== ""
    readonly property bool good: scan.calibrated === "ok"

    spacing: Theme.large

    onVisibleChanged: scan.bench = visible ? "calibration" : ""
    Component.onDestruction: scan.bench = ""

    StepHead {
        compact: !Theme.portrait
        iconName: "barcode"
        lead: qsTr("Scan this code with the scanner, and look into the camera. What this kiosk does not have you can skip.")
        title: qsTr("Scanner and camera")
        width: parent.width
    }

    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.large

        QrPatch {
            id: code

            modules: root.scan.calibrationModules
            path: root.scan.calibrationPath
            spoken: qsTr("The code for testing the scanner")
            width: Math.min((root.width - Theme.large) / 2, (Theme.portrait ? 420 : 360) * Theme.unit)
        }

        CameraBox {
            height: code.height
            looking: root.visible
            said: qsTr("What the camera sees")
            scan: root.scan
            width: code.width
        }
    }

    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.small

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: words.color
            filled: root.read
            name: root.good ? "check-circle" : root.read ? "warning-circle" : "hourglass-medium"
            size: Theme.iconSize * 1.3
        }

        TextBlock {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            color: root.good ? Theme.positive : root.read ? Theme.warning : Theme.inkSoft
            objectName: "setupScanner"
            role: "subheading"
            text: root.good ? qsTr("The scanner reads every letter right") : root.read ? qsTr("The scanner works, but types wrong letters. The staff area helps to set it up.") : qsTr("No code was scanned yet")
            width: Math.min(implicitWidth, root.width - Theme.iconSize * 2)
        }
    }
}
