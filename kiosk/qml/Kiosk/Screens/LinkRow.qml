pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// A way to another page: an icon, a name, and a word more.
Card {
    id: root

    property string iconName: "circle"
    required property string name
    required property string note

    padding: Theme.small
    tappable: true
    text: [name, note].filter(part => part !== "").join(", ")

    Item {
        height: Math.max(Theme.target - 2 * Theme.small, words.height)
        width: root.availableWidth

        Icon {
            id: mark

            anchors.left: parent.left
            anchors.leftMargin: Theme.tiny
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.primaryInk
            name: root.iconName
            size: Theme.iconSize * 1.2
        }

        Column {
            id: words

            anchors.left: mark.right
            anchors.leftMargin: Theme.medium
            anchors.right: arrow.left
            anchors.rightMargin: Theme.small
            anchors.verticalCenter: parent.verticalCenter

            TextBlock {
                maximumLineCount: 2
                role: "label"
                text: root.name
                width: parent.width
            }

            TextBlock {
                maximumLineCount: 1
                role: "caption"
                text: root.note
                visible: text !== ""
                width: parent.width
            }
        }

        Icon {
            id: arrow

            anchors.right: parent.right
            anchors.rightMargin: Theme.tiny
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.inkSoft
            name: "caret-right"
        }
    }
}
