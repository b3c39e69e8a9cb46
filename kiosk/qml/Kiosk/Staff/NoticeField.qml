pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Kiosk.Controls
import Kiosk.Theme

// A few lines to tell visitors; the on-screen keyboard types into `input`.
Item {
    id: root

    property alias input: field
    property alias text: field.text
    property string placeholder: ""

    signal opened

    implicitHeight: Math.max(Theme.target, hint.implicitHeight + Theme.medium)

    Rectangle {
        anchors.fill: parent
        border.color: field.activeFocus ? Theme.primaryInk : Theme.line
        border.width: field.activeFocus ? Theme.hair * 2.4 : Theme.hair
        color: Theme.surface
        radius: Theme.radius
    }

    T.TextField {
        id: field

        Accessible.name: root.placeholder
        Accessible.role: Accessible.EditableText
        anchors.fill: parent
        color: Theme.ink
        font.family: Theme.family
        font.pixelSize: Theme.subheading
        font.weight: Font.Medium
        leftPadding: Theme.medium
        maximumLength: 160
        objectName: "noticeInput"
        rightPadding: Theme.medium
        selectByMouse: false
        verticalAlignment: Text.AlignVCenter

        onPressed: root.opened()

        TextBlock {
            id: hint

            anchors.fill: parent
            anchors.leftMargin: Theme.medium
            anchors.rightMargin: Theme.medium
            color: Theme.inkSoft
            role: "subheading"
            text: root.placeholder
            verticalAlignment: Text.AlignVCenter
            visible: field.text === ""
        }
    }
}
