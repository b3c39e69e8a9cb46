pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// The head of an inner screen: back, title, and room for controls at the right.
Item {
    id: root

    default property alias trailing: side.data
    property string title: ""
    property string subtitle: ""
    property bool canGoBack: true
    property string backLabel: qsTr("Back")

    signal back

    implicitHeight: Math.max(Theme.target, names.height) + Theme.small
    implicitWidth: parent ? parent.width : 0

    IconButton {
        id: backButton

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        iconName: "arrow-left"
        label: root.backLabel
        objectName: "back"
        visible: root.canGoBack

        onClicked: root.back()
    }

    Column {
        id: names

        anchors.left: root.canGoBack ? backButton.right : parent.left
        anchors.leftMargin: root.canGoBack ? Theme.medium : 0
        anchors.right: side.left
        anchors.rightMargin: Theme.small
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.tiny / 2

        TextBlock {
            font.pixelSize: Theme.heading * 1.15
            maximumLineCount: 2
            role: "title"
            text: root.title
            width: parent.width
        }

        TextBlock {
            color: Theme.inkSoft
            maximumLineCount: 2
            role: "label"
            text: root.subtitle
            visible: text !== ""
            width: parent.width
        }
    }

    Row {
        id: side

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.small
    }
}
