pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// Several places under one marker: each of them to choose from.
Card {
    id: root

    property alias places: rows.model
    property string title: ""
    // The most that the card may take of the map.
    property real room: 600

    signal chosen(string place)
    signal closed

    objectName: "mapSpot"
    text: title

    Column {
        spacing: Theme.small
        width: root.availableWidth

        Item {
            height: Math.max(name.height, close.height)
            width: parent.width

            TextBlock {
                id: name

                anchors.left: parent.left
                anchors.right: close.left
                anchors.verticalCenter: parent.verticalCenter
                maximumLineCount: 2
                role: "subheading"
                strong: true
                text: root.title
            }

            IconButton {
                id: close

                anchors.right: parent.right
                dense: true
                flat: true
                iconName: "x"
                label: qsTr("Close")
                objectName: "mapSpotClose"

                onClicked: root.closed()
            }
        }

        ListView {
            id: rows

            clip: true
            height: Math.min(contentHeight, root.room - close.height - 3 * Theme.medium)
            spacing: Theme.tiny
            width: parent.width

            delegate: KioskButton {
                required property var modelData

                objectName: "spot:" + modelData.id
                text: qsTr("%1: %n activity(s)", "", modelData.count).replace("%1", modelData.name)
                variant: "secondary"
                width: rows.width

                onClicked: root.chosen(modelData.id)
            }

            ScrollMark {
                view: rows
            }
        }
    }
}
