pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// A soft lift from two flat shapes: costs nothing, and works without a GPU.
Item {
    id: root

    property real radius: Theme.radius

    anchors.fill: parent
    visible: !Theme.contrast

    Rectangle {
        anchors.fill: parent
        anchors.bottomMargin: -7 * Theme.unit
        anchors.leftMargin: 3 * Theme.unit
        anchors.rightMargin: 3 * Theme.unit
        anchors.topMargin: 8 * Theme.unit
        color: Theme.shadow
        opacity: Theme.dark ? 0.25 : 0.045
        radius: root.radius
    }

    Rectangle {
        anchors.fill: parent
        anchors.bottomMargin: -3 * Theme.unit
        anchors.topMargin: 3 * Theme.unit
        color: Theme.shadow
        opacity: Theme.dark ? 0.3 : 0.07
        radius: root.radius
    }
}
