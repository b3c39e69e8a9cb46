pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// A panel over the screen: from below in portrait, in the middle in landscape. Content fills it.
Item {
    id: root

    default property alias content: holder.data
    property bool open: false
    property string title: ""
    property string subtitle: ""
    property real wide: 1040 * Theme.unit
    property bool dismissable: true
    property string closeLabel: qsTr("Close")

    readonly property real room: height - (!Theme.portrait ? 2 * Theme.large : Theme.reach ? height * 0.4 : 160 * Theme.unit)
    readonly property real chrome: header.height + 2 * Theme.large + Theme.medium

    signal closed

    Accessible.name: title
    Accessible.role: Accessible.Dialog
    anchors.fill: parent
    enabled: open && panel.shown > 0.95
    visible: panel.shown > 0.001
    z: 50

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
        opacity: panel.shown

        MouseArea {
            anchors.fill: parent

            onClicked: if (root.dismissable)
                root.closed()
        }
    }

    Rectangle {
        id: panel

        property real shown: root.open ? 1 : 0

        color: Theme.background
        border.color: Theme.line
        border.width: Theme.contrast ? Theme.hair : 0
        height: Math.min(root.room, holder.childrenRect.height + root.chrome) + (Theme.portrait ? radius : 0)
        opacity: Theme.portrait ? 1 : shown
        radius: Theme.radiusLarge
        width: Theme.portrait ? root.width : Math.min(root.wide, root.width - 2 * Theme.margin)
        x: (root.width - width) / 2
        y: Theme.portrait ? root.height - (height - radius) * shown : (root.height - height) / 2 + (1 - shown) * 40 * Theme.unit

        Behavior on shown {
            NumberAnimation {
                duration: Theme.normal
                easing.type: Easing.OutCubic
            }
        }

        // Swallows touches, so that only the scrim dismisses.
        MouseArea {
            anchors.fill: parent
        }

        Item {
            id: header

            height: Math.max(names.height, close.height)

            anchors {
                left: parent.left
                leftMargin: Theme.margin
                right: parent.right
                rightMargin: Theme.margin
                top: parent.top
                topMargin: Theme.large
            }

            Column {
                id: names

                anchors.left: parent.left
                anchors.right: close.left
                anchors.rightMargin: Theme.small
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.tiny

                TextBlock {
                    role: "heading"
                    text: root.title
                    width: parent.width
                }

                TextBlock {
                    color: Theme.inkSoft
                    text: root.subtitle
                    visible: text !== ""
                    width: parent.width
                }
            }

            IconButton {
                id: close

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                iconName: "x"
                label: root.closeLabel
                objectName: "sheetClose"
                visible: root.dismissable

                onClicked: root.closed()
            }
        }

        Item {
            id: holder

            anchors {
                bottom: parent.bottom
                bottomMargin: Theme.large + (Theme.portrait ? panel.radius : 0)
                left: parent.left
                leftMargin: Theme.margin
                right: parent.right
                rightMargin: Theme.margin
                top: header.bottom
                topMargin: Theme.medium
            }
        }
    }
}
