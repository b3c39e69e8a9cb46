pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// One kind of code that can be read here.
Row {
    id: root

    required property string iconName
    required property string title
    required property string detail
    property color tone: Theme.primary

    spacing: Theme.small * 1.2

    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        border.color: Theme.line
        border.width: Theme.contrast ? Theme.hair : 0
        color: Theme.soft(root.tone)
        height: 76 * Theme.unit * Theme.largeTextScale
        radius: Theme.radiusSmall * 1.4
        width: height

        Icon {
            anchors.centerIn: parent
            color: Theme.onSoft(root.tone)
            name: root.iconName
            size: parent.height * 0.52
        }
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.tiny / 2
        width: root.width - x

        TextBlock {
            role: "label"
            strong: true
            text: root.title
            width: parent.width
        }

        TextBlock {
            color: Theme.inkSoft
            font.weight: Font.Normal
            role: "caption"
            text: root.detail
            width: parent.width
        }
    }
}
