pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// An activity's own picture, or its topic's icon on its colour.
Rectangle {
    id: root

    property color colour: Theme.primary
    property string iconName: "sparkle"
    property real side: 96 * Theme.unit
    property string picture: ""
    property bool quiet: false

    Accessible.ignored: true
    border.color: Theme.contrast ? Theme.ink : "transparent"
    border.width: Theme.contrast ? Theme.hair : 0
    color: Theme.contrast ? "#000000" : quiet ? Theme.soft(colour) : colour
    height: side
    radius: side * 0.3
    width: side

    Icon {
        anchors.centerIn: parent
        color: Theme.contrast ? Theme.ink : root.quiet ? Theme.onSoft(root.colour) : Theme.on(root.colour)
        name: root.iconName
        size: root.side * 0.54
        visible: !photo.visible
    }

    Picture {
        id: photo

        anchors.fill: parent
        picture: root.picture
    }
}
