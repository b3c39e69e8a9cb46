pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// What one hand does with the map without a gesture.
Column {
    id: root

    signal closer
    signal wider
    signal here
    signal find

    spacing: Theme.tiny

    IconButton {
        iconName: "plus"
        label: qsTr("Zoom in")
        objectName: "mapCloser"

        onClicked: root.closer()
    }

    IconButton {
        iconName: "minus"
        label: qsTr("Zoom out")
        objectName: "mapWider"

        onClicked: root.wider()
    }

    IconButton {
        iconName: "crosshair-simple"
        label: qsTr("Where I am")
        objectName: "mapHere"
        tone: Theme.primaryInk

        onClicked: root.here()
    }

    IconButton {
        iconName: "magnifying-glass"
        label: qsTr("Where to on the map?")
        objectName: "mapFind"

        onClicked: root.find()
    }
}
