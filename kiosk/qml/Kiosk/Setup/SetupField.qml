pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Kiosk.Controls
import Kiosk.Theme

// A labelled line to type into; tell the keyboard to type into `input` when it is `chosen`.
Item {
    id: root

    property alias input: field
    property alias text: field.text
    property string label: ""
    property string hint: ""
    property bool current: false
    property bool wrong: false

    signal accepted
    signal chosen
    signal edited(string text)

    implicitHeight: caption.height + Theme.tiny + Theme.target

    TextBlock {
        id: caption

        role: "label"
        text: root.label
        width: parent.width
    }

    Rectangle {
        anchors.fill: field
        border.color: root.wrong ? Theme.danger : root.current ? Theme.primaryInk : Theme.line
        border.width: root.current || root.wrong ? Theme.hair * 2.4 : Theme.hair
        color: Theme.surface
        radius: Theme.radiusSmall
    }

    T.TextField {
        id: field

        Accessible.name: root.label
        Accessible.role: Accessible.EditableText
        anchors.bottom: parent.bottom
        color: Theme.ink
        font.family: Theme.family
        font.pixelSize: Theme.subheading
        font.weight: Font.Medium
        height: Theme.target
        inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase | Qt.ImhSensitiveData
        leftPadding: Theme.medium
        maximumLength: 120
        persistentSelection: true
        rightPadding: Theme.medium
        selectByMouse: false
        verticalAlignment: Text.AlignVCenter
        width: parent.width

        onAccepted: root.accepted()
        onActiveFocusChanged: if (activeFocus)
            root.chosen()
        onTextChanged: root.edited(text)

        TextBlock {
            anchors.fill: parent
            anchors.leftMargin: Theme.medium
            color: Theme.inkSoft
            font.weight: Font.Normal
            maximumLineCount: 1
            role: "subheading"
            text: root.hint
            verticalAlignment: Text.AlignVCenter
            visible: field.text === ""
        }
    }
}
