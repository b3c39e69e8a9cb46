pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// Which badge it is, in the catalogue's words and picture, and who gave it, in our registry's.
Row {
    id: root

    required property string name
    required property string issuer
    required property string image

    readonly property real room: Theme.portrait ? 620 * Theme.unit : 560 * Theme.unit

    spacing: Theme.medium

    Image {
        id: art

        anchors.verticalCenter: parent.verticalCenter
        height: 170 * Theme.unit
        source: root.image
        sourceSize.height: 340
        sourceSize.width: 340
        visible: root.image !== ""
        width: height
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.tiny

        TextBlock {
            color: Theme.primaryInk
            objectName: "resultBadge"
            role: "heading"
            text: root.name
            width: Math.min(implicitWidth, root.room)
        }

        Fact {
            iconName: "buildings"
            room: root.room
            text: root.issuer
        }
    }
}
