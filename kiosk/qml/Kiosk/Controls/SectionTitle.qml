pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// The heading of a section, with a way to see all of it.
Item {
    id: root

    property string title: ""
    property string action: ""
    property string actionName: ""

    signal acted

    implicitHeight: Math.max(words.implicitHeight, action === "" ? 0 : more.implicitHeight)

    Heading {
        id: words

        anchors.left: parent.left
        anchors.right: root.action === "" ? parent.right : more.left
        anchors.verticalCenter: parent.verticalCenter
        text: root.title
    }

    KioskButton {
        id: more

        anchors.right: parent.right
        anchors.rightMargin: -Theme.small
        anchors.verticalCenter: parent.verticalCenter
        dense: true
        iconName: "arrow-right"
        objectName: root.actionName
        text: root.action
        variant: "quiet"
        visible: root.action !== ""

        onClicked: root.acted()
    }
}
