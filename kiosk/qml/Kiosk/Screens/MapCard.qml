pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// What was touched on the map: the place, and what happens there next.
Card {
    id: root

    required property ActivityListModel list
    readonly property var first: list.view.first
    // How far it is in a straight line.
    property string route: ""

    signal opened(string activity)
    signal placeOpened
    signal closed

    objectName: "mapCard"
    text: list.view.title

    Column {
        spacing: Theme.small
        width: root.availableWidth

        Item {
            height: Math.max(names.height, close.height)
            width: parent.width

            Column {
                id: names

                anchors.left: parent.left
                anchors.right: close.left
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.tiny

                TextBlock {
                    maximumLineCount: 2
                    role: "subheading"
                    strong: true
                    text: root.list.view.title
                    width: parent.width
                }

                TextBlock {
                    role: "caption"
                    text: [root.list.view.summary, root.first.walk ?? "", root.route].filter(part => part !== "").join(" · ")
                    width: parent.width
                }
            }

            IconButton {
                id: close

                anchors.right: parent.right
                dense: true
                flat: true
                iconName: "x"
                label: qsTr("Close")
                objectName: "mapCardClose"

                onClicked: root.closed()
            }
        }

        Card {
            id: next

            fill: Theme.sunken
            objectName: "mapCardOpen"
            raised: false
            tappable: true
            text: root.first.title ?? ""
            width: parent.width

            onClicked: root.opened(root.first.id)

            Item {
                height: Math.max(mark.height, words.height)
                width: next.availableWidth

                TopicMark {
                    id: mark

                    colour: root.first.colour ?? "#575167"
                    iconName: root.first.iconName ?? "circle"
                    side: 84 * Theme.unit
                }

                Column {
                    id: words

                    anchors.left: mark.right
                    anchors.leftMargin: Theme.small
                    anchors.right: arrow.left
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.tiny

                    TextBlock {
                        font.weight: Font.Bold
                        maximumLineCount: 2
                        text: root.first.title ?? ""
                        width: parent.width
                    }

                    WhenLabel {
                        room: parent.width
                        text: root.first.when ?? ""
                        tone: root.first.tone ?? "none"
                    }
                }

                Icon {
                    id: arrow

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.inkSoft
                    name: "caret-right"
                }
            }
        }

        KioskButton {
            iconName: "buildings"
            objectName: "mapPlace"
            text: qsTr("About the place")
            variant: "secondary"
            width: parent.width

            onClicked: root.placeOpened()
        }
    }
}
