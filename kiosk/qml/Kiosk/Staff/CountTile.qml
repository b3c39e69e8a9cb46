pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// One number with its word.
Item {
    id: root

    required property string word
    required property string number
    property color tone: Theme.ink

    Accessible.name: "%1: %2".arg(word).arg(number)
    Accessible.role: Accessible.StaticText
    implicitHeight: figure.height + caption.height
    implicitWidth: Math.max(figure.implicitWidth, caption.implicitWidth)

    TextBlock {
        id: figure

        Accessible.ignored: true
        color: root.tone
        role: "heading"
        text: root.number
    }

    TextBlock {
        id: caption

        Accessible.ignored: true
        anchors.top: figure.bottom
        role: "caption"
        text: root.word
        wrapMode: Text.NoWrap
    }
}
