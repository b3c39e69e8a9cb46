pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// A small icon with a few words.
Row {
    id: root

    required property string iconName
    required property string text
    property color ink: Theme.inkSoft
    property bool strong: false
    property real room: 0

    spacing: Theme.tiny
    visible: text !== ""

    Icon {
        id: mark

        anchors.verticalCenter: parent.verticalCenter
        color: root.ink
        name: root.iconName
        size: Theme.caption * 1.15
    }

    TextBlock {
        anchors.verticalCenter: parent.verticalCenter
        color: root.ink
        font.weight: root.strong ? Font.Bold : Font.Medium
        maximumLineCount: Theme.textScale > 1.3 ? 2 : 1
        role: "caption"
        text: root.text
        width: root.room > 0 ? Math.min(implicitWidth, root.room - mark.width - root.spacing) : implicitWidth
        wrapMode: root.room > 0 && Theme.textScale > 1.3 ? Text.Wrap : Text.NoWrap
    }
}
