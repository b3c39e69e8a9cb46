pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Kiosk.Theme

// A round button with an icon; `label` is spoken, and shown beside the icon when `labelled`.
T.Button {
    id: root

    property string iconName: "circle"
    property bool iconFilled: false
    property string label: ""
    property bool labelled: false
    property bool dense: false
    property color fill: flat ? "transparent" : Theme.surface
    property color tone: Theme.ink

    Accessible.name: label
    Accessible.role: Accessible.Button
    focusPolicy: Qt.StrongFocus
    hoverEnabled: false
    opacity: enabled ? 1 : 0.45
    padding: 0
    scale: down ? 0.92 : 1

    Behavior on scale {
        NumberAnimation {
            duration: Theme.quick
            easing.type: Easing.OutCubic
        }
    }

    background: Item {
        Shadow {
            radius: root.height / 2
            visible: !root.flat && !Theme.contrast
        }

        Rectangle {
            anchors.fill: parent
            border.color: Theme.line
            border.width: root.flat ? 0 : Theme.hair
            color: root.down ? Theme.mix(root.flat ? Theme.background : root.fill, Theme.ink, 0.1) : root.fill
            radius: height / 2
        }

        FocusRing {
            radius: root.height / 2 + 6 * Theme.unit
            shown: root.visualFocus
        }
    }
    contentItem: Item {
        implicitWidth: line.implicitWidth

        Row {
            id: line

            anchors.centerIn: parent
            spacing: Theme.tiny * 1.5

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                color: root.tone
                filled: root.iconFilled
                name: root.iconName
                size: root.dense ? Theme.iconSize * 0.85 : Theme.iconSize * 1.05
            }

            TextBlock {
                anchors.verticalCenter: parent.verticalCenter
                color: root.tone
                role: "label"
                text: root.label
                visible: root.labelled
                wrapMode: Text.NoWrap
            }
        }
    }

    implicitHeight: dense ? Theme.dense : Theme.target
    implicitWidth: labelled ? Math.max(implicitHeight, line.implicitWidth + Theme.large * 1.4) : implicitHeight
}
