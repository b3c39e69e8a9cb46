pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// A topic by shape, colour and name, so that colour is never the only difference.
Row {
    id: root

    required property string name
    property string shape: "circle"
    property color colour: Theme.primary
    property color ink: Theme.inked(colour)
    property string extra: ""
    property real room: 0

    spacing: Theme.tiny

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        color: root.ink
        filled: true
        name: root.shape
        size: Theme.caption
    }

    TextBlock {
        anchors.verticalCenter: parent.verticalCenter
        color: root.ink
        font.weight: Font.Bold
        maximumLineCount: 1
        role: "caption"
        text: root.extra === "" ? root.name : "%1 · %2".arg(root.name).arg(root.extra)
        width: root.room > 0 ? Math.min(implicitWidth, root.room - Theme.caption - Theme.tiny) : implicitWidth
        wrapMode: Text.NoWrap
    }
}
