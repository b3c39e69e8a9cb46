pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// Shows where the keyboard or switch is; never shown for touch.
Rectangle {
    id: root

    required property bool shown

    anchors.fill: parent
    anchors.margins: -6 * Theme.unit
    border.color: Theme.focusRing
    border.width: Math.max(3, 5 * Theme.unit)
    color: "transparent"
    objectName: "focusRing"
    visible: shown
}
