pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Is the picture upright? It turns at a touch, and back by itself when nobody says that it is right.
Column {
    id: root

    required property SetupModel setup

    spacing: Theme.huge

    StepHead {
        iconName: "device-rotate"
        lead: qsTr("Turn it until these words stand upright. If you do nothing it turns back by itself.")
        title: qsTr("Is the picture upright?")
        width: parent.width
    }

    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.medium

        Repeater {
            model: [0, 90, 180, 270]

            KioskButton {
                required property int modelData

                objectName: "turn:" + modelData
                text: modelData + "°"
                variant: modelData === root.setup.degrees ? "primary" : "secondary"

                onClicked: root.setup.turn(modelData)
            }
        }
    }

    KioskButton {
        anchors.horizontalCenter: parent.horizontalCenter
        iconName: "check"
        large: true
        objectName: "setupUpright"
        text: root.setup.secondsLeft > 0 ? qsTr("It looks right (%1)").arg(root.setup.secondsLeft) : qsTr("It looks right")
        variant: "accent"

        onClicked: root.setup.keep()
    }
}
