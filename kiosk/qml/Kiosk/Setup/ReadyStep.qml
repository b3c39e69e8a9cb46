pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// The kiosk has its place. From here on it needs the network only for news.
Column {
    id: root

    required property SetupModel setup

    spacing: Theme.huge

    StepHead {
        iconName: "check-circle"
        lead: qsTr("The city's programme is on its way and then stays on this kiosk. It works without a network too.")
        title: qsTr("This kiosk is ready")
        tone: Theme.positive
        width: parent.width
    }

    Card {
        id: where

        anchors.horizontalCenter: parent.horizontalCenter
        padding: Theme.large
        text: root.setup.place
        width: Math.min(parent.width, 840 * Theme.unit)

        Row {
            spacing: Theme.medium
            width: where.availableWidth

            Icon {
                id: pin

                color: Theme.primaryInk
                filled: true
                name: "map-pin"
                size: Theme.iconSize * 2
            }

            Column {
                spacing: Theme.tiny
                width: parent.width - pin.width - Theme.medium

                TextBlock {
                    color: Theme.inkSoft
                    role: "label"
                    text: qsTr("Its place")
                    width: parent.width
                }

                TextBlock {
                    objectName: "setupPlace"
                    role: "heading"
                    text: root.setup.place
                    width: parent.width
                }
            }
        }
    }

    KioskButton {
        anchors.horizontalCenter: parent.horizontalCenter
        iconName: "arrow-right"
        large: true
        objectName: "setupFinish"
        text: qsTr("Begin")
        variant: "accent"

        onClicked: root.setup.finish()
    }
}
