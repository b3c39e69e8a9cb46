pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// The heading of a section, with a way to see all of it.
Item {
    id: root

    property string title: ""
    property string action: ""
    property string actionName: ""

    // The way stands below where it would leave the title no room for a word.
    readonly property bool stacked: action !== "" && width - more.implicitWidth < 5.5 * Theme.heading

    signal acted

    implicitHeight: stacked ? words.implicitHeight + more.implicitHeight : Math.max(words.implicitHeight, action === "" ? 0 : more.implicitHeight)

    Heading {
        id: words

        anchors.left: parent.left
        anchors.right: root.action === "" || root.stacked ? parent.right : more.left
        text: root.title
        y: root.stacked ? 0 : (parent.height - height) / 2
    }

    KioskButton {
        id: more

        anchors.right: parent.right
        anchors.rightMargin: -Theme.small
        dense: true
        iconName: "arrow-right"
        objectName: root.actionName
        text: root.action
        variant: "quiet"
        visible: root.action !== ""
        y: root.stacked ? parent.height - height : (parent.height - height) / 2

        onClicked: root.acted()
    }
}
