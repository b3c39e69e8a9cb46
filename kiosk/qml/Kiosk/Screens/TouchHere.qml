pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// What to do first, with a hand that moves with every turn.
Rectangle {
    id: root

    // The same in another language of the city.
    required property string greeting
    required property bool raised
    required property bool still

    border.color: Theme.ink
    border.width: Theme.contrast ? Theme.hair : 0
    color: Theme.contrast ? "#000000" : Theme.cityAccent
    height: 172 * Theme.unit
    radius: height / 2

    Row {
        anchors.centerIn: parent
        spacing: Theme.medium

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.on(root.color)
            filled: true
            name: "hand-tap"
            size: 84 * Theme.unit

            scale: !root.still && root.raised ? 1.1 : 1

            Behavior on scale {
                enabled: !root.still

                NumberAnimation {
                    duration: 900
                    easing.type: Easing.InOutSine
                }
            }
        }

        Column {
            anchors.verticalCenter: parent.verticalCenter

            TextMetrics {
                id: natural

                font: words.font
                text: words.text
            }

            TextBlock {
                id: words

                color: Theme.on(root.color)
                font.pixelSize: 46 * Theme.unit
                font.weight: Font.ExtraBold
                fontSizeMode: Text.HorizontalFit
                maximumLineCount: 1
                role: "heading"
                text: qsTr("Touch to begin")
                width: Math.min(Math.ceil(natural.advanceWidth) + 2, root.width - 84 * Theme.unit - Theme.medium - 2 * Theme.large)
            }

            TextBlock {
                color: Theme.on(root.color)
                font.pixelSize: 30 * Theme.unit
                objectName: "attractGreeting"
                role: "label"
                text: root.greeting
                visible: text !== ""
            }
        }
    }
}
