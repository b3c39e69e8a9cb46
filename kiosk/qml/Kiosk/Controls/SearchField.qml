pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Kiosk.Theme

// One line to search by; tell the on-screen keyboard to type into `input`.
Item {
    id: root

    property alias text: field.text
    property alias input: field
    property string placeholder: ""
    property string clearLabel: qsTr("Clear the search")

    signal opened
    signal accepted

    implicitHeight: Theme.target
    implicitWidth: 400 * Theme.unit

    Rectangle {
        anchors.fill: parent
        border.color: field.activeFocus ? Theme.primaryInk : Theme.line
        border.width: field.activeFocus ? Theme.hair * 2.4 : Theme.hair
        color: Theme.surface
        radius: height / 2
    }

    Icon {
        id: glass

        anchors.left: parent.left
        anchors.leftMargin: Theme.large * 0.9
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.inkSoft
        name: "magnifying-glass"
    }

    T.TextField {
        id: field

        Accessible.name: root.placeholder
        Accessible.role: Accessible.EditableText
        anchors.bottom: parent.bottom
        anchors.left: glass.right
        anchors.leftMargin: Theme.small
        anchors.right: cross.visible ? cross.left : parent.right
        anchors.rightMargin: Theme.small
        anchors.top: parent.top
        color: Theme.ink
        font.family: Theme.family
        font.pixelSize: Theme.subheading
        font.weight: Font.Medium
        inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhSensitiveData
        maximumLength: 80
        objectName: "searchInput"
        persistentSelection: true
        placeholderText: root.placeholder
        placeholderTextColor: Theme.inkSoft
        selectByMouse: false
        verticalAlignment: Text.AlignVCenter

        onAccepted: root.accepted()
        onPressed: root.opened()

        TextBlock {
            anchors.fill: parent
            color: Theme.inkSoft
            font.pixelSize: Theme.subheading * 0.92
            fontSizeMode: Text.HorizontalFit
            font.weight: Font.Normal
            maximumLineCount: 1
            minimumPixelSize: Math.round(18 * Theme.unit)
            text: root.placeholder
            verticalAlignment: Text.AlignVCenter
            visible: field.text === ""
        }
    }

    IconButton {
        id: cross

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        flat: true
        iconName: "x"
        label: root.clearLabel
        objectName: "searchClear"
        visible: field.text !== ""

        onClicked: field.clear()
    }
}
