pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// A path as a card: its colour, its steps and the badge at its end.
Card {
    id: root

    required property string name
    required property string description
    required property string iconName
    required property color colour
    required property string count
    required property string progress
    required property real share
    required property string source
    required property bool demonstration
    required property string image

    implicitHeight: Math.max(212 * Theme.unit, words.implicitHeight + 2 * Theme.medium)
    padding: 0
    tappable: true
    text: [name, count, progress].filter(part => part !== "").join(", ")

    Item {
        height: root.height
        width: root.width

        Rectangle {
            id: spine

            border.color: Theme.ink
            border.width: Theme.contrast ? Theme.hair : 0
            bottomLeftRadius: root.radius
            color: Theme.contrast ? "#000000" : root.colour
            height: parent.height
            topLeftRadius: root.radius
            width: 132 * Theme.unit

            Icon {
                anchors.centerIn: parent
                color: Theme.contrast ? Theme.ink : Theme.on(root.colour)
                name: root.iconName
                size: 72 * Theme.unit
            }
        }

        Column {
            id: words

            anchors.left: spine.right
            anchors.leftMargin: Theme.medium
            anchors.right: art.visible ? art.left : parent.right
            anchors.rightMargin: Theme.small
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.tiny

            TextBlock {
                font.weight: Font.Bold
                maximumLineCount: 2
                role: "subheading"
                text: root.name
                width: parent.width
            }

            TextBlock {
                color: Theme.inkSoft
                font.pixelSize: Theme.label * 0.95
                maximumLineCount: 2
                text: root.description
                visible: text !== ""
                width: parent.width
            }

            Fact {
                iconName: root.progress !== "" ? "check-circle" : "steps"
                ink: root.progress !== "" ? Theme.positive : Theme.inked(root.colour)
                room: parent.width
                strong: true
                text: root.progress !== "" ? root.progress : root.count
            }

            SourceLine {
                demonstration: root.demonstration
                text: root.source
                width: parent.width
            }
        }

        Rectangle {
            anchors.bottom: parent.bottom
            anchors.left: spine.right
            anchors.right: parent.right
            anchors.rightMargin: root.radius
            color: Theme.sunken
            height: Theme.tiny
            visible: root.share > 0

            Rectangle {
                color: Theme.positive
                height: parent.height
                width: parent.width * root.share
            }
        }

        Image {
            id: art

            anchors.right: parent.right
            anchors.rightMargin: Theme.medium
            anchors.verticalCenter: parent.verticalCenter
            height: Math.min(150 * Theme.unit, parent.height * 0.7)
            source: root.image
            sourceSize.height: 300
            sourceSize.width: 300
            visible: root.image !== ""
            width: height
        }
    }
}
