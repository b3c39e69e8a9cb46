pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// The last line of a card: who says so, and how fresh it is.
Item {
    id: root

    required property string text
    required property bool demonstration

    readonly property color ink: demonstration ? Theme.warning : Theme.inkSoft

    height: words.height
    visible: text !== ""

    Icon {
        id: mark

        anchors.verticalCenter: parent.verticalCenter
        color: root.ink
        name: root.demonstration ? "flask" : "database"
        size: words.font.pixelSize * 1.15
    }

    TextBlock {
        id: words

        anchors.left: mark.right
        anchors.leftMargin: Theme.tiny
        anchors.right: parent.right
        color: root.ink
        font.pixelSize: Theme.caption * 0.86
        maximumLineCount: 2
        role: "caption"
        text: root.text
    }
}
