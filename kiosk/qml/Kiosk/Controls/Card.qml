pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Kiosk.Theme

// A raised, rounded surface that can be pressed as a whole when `tappable`.
T.AbstractButton {
    id: root

    default property alias content: holder.data
    property color fill: Theme.surface
    property color edge: Theme.contrast || Theme.dark ? Theme.line : "transparent"
    property real radius: Theme.radius
    property bool tappable: false
    property bool raised: true

    Accessible.name: text
    Accessible.role: tappable ? Accessible.Button : Accessible.Grouping
    focusPolicy: tappable ? Qt.StrongFocus : Qt.NoFocus
    hoverEnabled: false
    padding: Theme.medium
    scale: tappable && down ? 0.975 : 1

    Behavior on scale {
        NumberAnimation {
            duration: Theme.quick
            easing.type: Easing.OutCubic
        }
    }

    background: Item {
        Shadow {
            radius: root.radius
            visible: root.raised && !Theme.contrast
        }

        Rectangle {
            anchors.fill: parent
            border.color: root.edge
            border.width: root.edge.a > 0 ? Theme.hair : 0
            color: root.tappable && root.down ? Theme.mix(root.fill, Theme.ink, 0.06) : root.fill
            radius: root.radius
        }

        FocusRing {
            radius: root.radius + 6 * Theme.unit
            shown: root.visualFocus
        }
    }
    contentItem: Item {
        id: holder

        implicitHeight: childrenRect.height
        implicitWidth: childrenRect.width
    }

    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    implicitWidth: implicitContentWidth + leftPadding + rightPadding

    onPressedChanged: if (!tappable && pressed)
        focus = false
}
