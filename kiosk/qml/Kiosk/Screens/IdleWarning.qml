pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Asks whether somebody is still there before everything is forgotten.
Item {
    id: root

    required property AppModel app

    Accessible.name: qsTr("Still there?")
    Accessible.role: Accessible.AlertMessage
    objectName: "idleWarning"
    visible: app.warned

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim

        MouseArea {
            anchors.fill: parent

            onClicked: root.app.touched()
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.portrait ? 260 * Theme.unit : (parent.height - height) / 2
        anchors.horizontalCenter: parent.horizontalCenter
        border.color: Theme.ink
        border.width: Theme.contrast ? Theme.hair : 0
        color: Theme.background
        height: body.height + 2 * Theme.huge
        radius: Theme.radiusLarge
        width: Math.min(parent.width - 2 * Theme.margin, 900 * Theme.unit)

        Column {
            id: body

            anchors.centerIn: parent
            spacing: Theme.medium
            width: parent.width - 2 * Theme.huge

            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                color: Theme.primarySoft
                height: width
                radius: width / 2
                width: 200 * Theme.unit

                Text {
                    anchors.centerIn: parent
                    color: Theme.onSoft(Theme.primary)
                    font.family: Theme.family
                    font.pixelSize: 96 * Theme.unit
                    font.weight: Font.ExtraBold
                    text: String(root.app.secondsLeft)
                    textFormat: Text.PlainText
                }
            }

            TextBlock {
                horizontalAlignment: Text.AlignHCenter
                role: "title"
                text: qsTr("Still there?")
                width: parent.width
            }

            TextBlock {
                color: Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("If not, the kiosk forgets your search and your list.")
                width: parent.width
            }

            KioskButton {
                large: true
                objectName: "stillHere"
                text: qsTr("Yes, carry on")
                width: parent.width

                onClicked: root.app.touched()
            }

            KioskButton {
                objectName: "forgetNow"
                text: qsTr("I'm done, forget everything")
                variant: "quiet"
                width: parent.width

                onClicked: root.app.reset()
            }
        }
    }
}
