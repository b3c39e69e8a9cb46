pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Kiosk.Theme

// How fresh the data are: never, offline or fresh. Touch it to read more.
T.Button {
    id: root

    required property string freshness

    readonly property color tone: freshness === "offline" ? Theme.warning : freshness === "never" ? Theme.inkSoft : Theme.positive

    Accessible.name: text
    Accessible.role: Accessible.Button
    focusPolicy: Qt.StrongFocus
    hoverEnabled: false
    leftPadding: Theme.small * 1.2
    rightPadding: leftPadding

    background: Item {
        Rectangle {
            anchors.centerIn: parent
            border.color: Theme.line
            border.width: Theme.hair
            color: root.down ? Theme.sunken : Theme.surface
            height: Theme.caption * 2.3
            radius: height / 2
            width: parent.width
        }

        FocusRing {
            radius: root.height / 2
            shown: root.visualFocus
        }
    }
    contentItem: Item {
        implicitWidth: line.implicitWidth

        Row {
            id: line

            anchors.centerIn: parent
            spacing: Theme.tiny

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                color: root.tone
                filled: true
                name: root.freshness === "offline" ? "wifi-slash" : root.freshness === "never" ? "package" : "check-circle"
                size: Theme.caption * 1.15
            }

            TextBlock {
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.ink
                role: "caption"
                text: root.text
                wrapMode: Text.NoWrap
            }
        }
    }

    implicitHeight: Theme.dense
    implicitWidth: line.implicitWidth + leftPadding + rightPadding
}
