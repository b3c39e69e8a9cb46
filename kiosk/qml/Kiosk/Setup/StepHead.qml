pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// What a step is about: a sign, its title and a sentence.
Column {
    id: root

    property string iconName: "info"
    property string title: ""
    property string lead: ""
    property color tone: Theme.primary
    property bool compact: false

    spacing: Theme.medium

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        color: Theme.soft(root.tone)
        height: width
        radius: width / 2
        visible: !root.compact
        width: (Theme.portrait ? 176 : 132) * Theme.unit

        Icon {
            anchors.centerIn: parent
            color: Theme.onSoft(root.tone)
            filled: true
            name: root.iconName
            size: parent.width * 0.5
        }
    }

    TextBlock {
        horizontalAlignment: Text.AlignHCenter
        role: "title"
        text: root.title
        width: parent.width
    }

    TextBlock {
        color: Theme.inkSoft
        horizontalAlignment: Text.AlignHCenter
        role: "subheading"
        text: root.lead
        visible: text !== ""
        width: parent.width
    }
}
