pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// Something that staff announced, until they take it back.
Card {
    id: root

    required property string event
    required property string words
    required property string iconName
    required property string days
    required property bool waiting

    signal takeBack(string event)

    objectName: "told:" + event
    padding: Theme.medium
    text: words

    Row {
        spacing: Theme.small
        width: root.availableWidth

        Icon {
            id: mark

            anchors.verticalCenter: parent.verticalCenter
            color: Theme.primaryInk
            filled: true
            name: root.iconName
        }

        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - mark.width - undo.width - 2 * Theme.small

            TextBlock {
                role: "label"
                strong: true
                text: root.words
                width: parent.width
            }

            TextBlock {
                role: "caption"
                text: root.waiting ? qsTr("%1 · other kiosks hear of it when there is a network").arg(root.days) : root.days
                width: parent.width
            }
        }

        KioskButton {
            id: undo

            anchors.verticalCenter: parent.verticalCenter
            dense: true
            iconName: "arrow-counter-clockwise"
            objectName: "takeBack:" + root.event
            text: qsTr("Take back")
            variant: "secondary"

            onClicked: root.takeBack(root.event)
        }
    }
}
