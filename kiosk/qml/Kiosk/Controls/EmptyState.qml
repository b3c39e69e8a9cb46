pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// Nothing here: says so kindly, and what to do next stands below.
Column {
    id: root

    default property alias actions: below.data
    property string iconName: "binoculars"
    property string title: ""
    property string text: ""

    spacing: Theme.medium

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        color: Theme.primarySoft
        height: 184 * Theme.unit
        radius: height / 2
        width: height

        Icon {
            anchors.centerIn: parent
            color: Theme.onSoft(Theme.primary)
            name: root.iconName
            size: 92 * Theme.unit
        }
    }

    Heading {
        horizontalAlignment: Text.AlignHCenter
        text: root.title
        width: parent.width
    }

    TextBlock {
        color: Theme.inkSoft
        horizontalAlignment: Text.AlignHCenter
        text: root.text
        visible: text !== ""
        width: parent.width
    }

    Column {
        id: below

        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.small
        width: Math.min(parent.width, 760 * Theme.unit)
    }
}
