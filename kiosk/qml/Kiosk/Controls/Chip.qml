pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Kiosk.Theme

// A choice or a filter. `count` is shown when it is not negative; `removable` shows a cross.
// Its text shrinks, and at last is cut, where the chip would be wider than `widest`.
T.Button {
    id: root

    property string iconName: ""
    property bool removable: false
    property bool selected: checked
    property int count: -1
    property real widest: Infinity
    property color tone: Theme.primary

    Accessible.checkable: !removable
    Accessible.checked: selected
    Accessible.name: root.count >= 0 ? "%1, %2".arg(text).arg(count) : text
    Accessible.role: removable ? Accessible.Button : Accessible.CheckBox
    focusPolicy: Qt.StrongFocus
    hoverEnabled: false
    leftPadding: Theme.medium
    opacity: enabled ? 1 : 0.45
    rightPadding: Theme.medium
    scale: down ? 0.95 : 1

    Behavior on scale {
        NumberAnimation {
            duration: Theme.quick
        }
    }

    background: Rectangle {
        border.color: root.selected ? (Theme.contrast ? Theme.ink : root.tone) : Theme.line
        border.width: Theme.hair * (root.selected && Theme.contrast ? 2 : 1)
        color: root.selected ? root.tone : root.down ? Theme.sunken : Theme.surface
        radius: height / 2

        FocusRing {
            radius: parent.radius + 6 * Theme.unit
            shown: root.visualFocus
        }
    }
    contentItem: Item {
        implicitHeight: line.implicitHeight
        implicitWidth: line.implicitWidth

        Row {
            id: line

            readonly property real beside: room(mark) + room(number) + room(cross)
            readonly property color ink: root.selected ? Theme.on(root.tone) : Theme.ink

            function room(part: Item): real {
                return part.visible ? part.width + spacing : 0;
            }

            anchors.centerIn: parent
            spacing: Theme.tiny * 1.3

            Icon {
                id: mark

                anchors.verticalCenter: parent.verticalCenter
                color: root.selected ? line.ink : Theme.inked(root.tone)
                name: root.selected && !root.removable && root.iconName === "" ? "check" : root.iconName
                size: Theme.label * 1.2
                visible: root.iconName !== "" || (root.selected && !root.removable)
            }

            TextBlock {
                anchors.verticalCenter: parent.verticalCenter
                color: line.ink
                elide: Text.ElideRight
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Math.round(Theme.label * 0.7)
                role: "label"
                text: root.text
                width: Math.min(implicitWidth, root.widest - root.leftPadding - root.rightPadding - line.beside)
                wrapMode: Text.NoWrap
            }

            TextBlock {
                id: number

                anchors.verticalCenter: parent.verticalCenter
                color: root.selected ? line.ink : Theme.inkSoft
                role: "caption"
                text: root.count
                visible: root.count >= 0
                wrapMode: Text.NoWrap
            }

            Icon {
                id: cross

                anchors.verticalCenter: parent.verticalCenter
                color: line.ink
                name: "x"
                size: Theme.label
                visible: root.removable
            }
        }
    }

    implicitHeight: Math.max(Theme.dense * 1.15, 9 * Theme.mm, 64 * Theme.unit * Math.min(1.5, Theme.textScale))
    implicitWidth: Math.max(implicitHeight, implicitContentWidth + leftPadding + rightPadding)
}
