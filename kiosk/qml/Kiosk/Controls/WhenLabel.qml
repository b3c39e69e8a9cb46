pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// When something happens; what is now or soon stands out by icon, weight and colour.
Row {
    id: root

    required property string text
    required property string tone
    property real size: Theme.label
    property real room: 0

    readonly property bool urgent: ["now", "soon", "cancelled", "moved"].includes(tone)
    readonly property color ink: tone === "now" ? Theme.positive : tone === "soon" || tone === "moved" ? Theme.warning : tone === "cancelled" ? Theme.danger : tone === "none" ? Theme.inkSoft : Theme.ink

    spacing: Theme.tiny

    Icon {
        id: mark

        anchors.verticalCenter: parent.verticalCenter
        color: root.ink
        filled: root.urgent
        name: root.tone === "now" ? "play-circle" : root.tone === "soon" ? "clock-countdown" : root.tone === "cancelled" ? "calendar-x" : root.tone === "moved" ? "clock-clockwise" : "calendar-blank"
        size: root.size * 1.15
    }

    TextBlock {
        anchors.verticalCenter: parent.verticalCenter
        color: root.ink
        font.pixelSize: root.size
        font.weight: Font.Bold
        maximumLineCount: 2
        role: "label"
        text: root.text
        width: root.room > 0 ? Math.min(implicitWidth, root.room - mark.width - root.spacing) : implicitWidth
        wrapMode: root.room > 0 ? Text.Wrap : Text.NoWrap
    }
}
