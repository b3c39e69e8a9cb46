pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// The on-screen keyboard: types into `target`, a TextInput.
Rectangle {
    id: root

    property TextInput target: null
    property string language: "lt"
    property bool digits: false
    property bool upper: false
    property string doneLabel: qsTr("Done")

    readonly property var letters: ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
    readonly property var signs: ["1234567890", "-/:;()€&@", ".,?!'+#"]
    readonly property string own: language === "lt" && !digits ? "ąčęėįšųūž" : ""
    readonly property var rows: digits ? signs : letters
    readonly property real gap: 9 * Theme.unit
    readonly property real side: Math.min((width - 2 * Theme.small - 9 * gap) / 10, 130 * Theme.unit)
    readonly property real tall: Math.min(Theme.portrait ? 104 * Theme.unit : 82 * Theme.unit, Math.max(side, 76 * Theme.unit))

    signal done

    function type(text: string) {
        if (!root.target)
            return;
        root.target.insert(root.target.cursorPosition, root.upper ? text.toUpperCase() : text);
        root.upper = false;
    }

    function erase() {
        if (root.target && root.target.cursorPosition > 0)
            root.target.remove(root.target.cursorPosition - 1, root.target.cursorPosition);
    }

    Accessible.name: qsTr("Keyboard")
    Accessible.role: Accessible.Grouping
    color: Theme.sunken
    implicitHeight: keys.implicitHeight + 2 * Theme.small
    objectName: "keyboard"

    // Swallows touches between the keys.
    MouseArea {
        anchors.fill: parent
    }

    Column {
        id: keys

        anchors.centerIn: parent
        spacing: root.gap

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: root.gap
            visible: root.own !== ""

            Repeater {
                model: root.own.split("")

                Key {
                    required property string modelData

                    height: root.tall
                    own: true
                    text: root.upper ? modelData.toUpperCase() : modelData
                    width: root.side

                    onClicked: root.type(modelData)
                }
            }
        }

        Repeater {
            model: root.rows

            Row {
                id: line

                required property string modelData
                required property int index

                anchors.horizontalCenter: parent ? parent.horizontalCenter : undefined
                spacing: root.gap

                Key {
                    height: root.tall
                    iconName: root.upper ? "arrow-fat-up" : "arrow-fat-up"
                    label: qsTr("Capital letters")
                    lit: root.upper
                    name: "keyShift"
                    visible: line.index === 2 && !root.digits
                    width: root.side * 1.45 + root.gap * 0.5

                    onClicked: root.upper = !root.upper
                }

                Repeater {
                    model: line.modelData.split("")

                    Key {
                        required property string modelData

                        height: root.tall
                        text: root.upper ? modelData.toUpperCase() : modelData
                        width: root.side

                        onClicked: root.type(modelData)
                    }
                }

                Key {
                    autoRepeat: true
                    height: root.tall
                    iconName: "backspace"
                    label: qsTr("Erase")
                    name: "keyErase"
                    visible: line.index === 2
                    width: root.side * 1.45 + root.gap * 0.5

                    onClicked: root.erase()
                }
            }
        }

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: root.gap

            Key {
                height: root.tall
                name: "keyDigits"
                text: root.digits ? "abc" : "123"
                width: root.side * 1.6

                onClicked: root.digits = !root.digits
            }

            Key {
                height: root.tall
                iconName: ""
                label: qsTr("Space")
                name: "keySpace"
                width: root.side * 5.6 + root.gap * 4

                onClicked: root.type(" ")
            }

            Key {
                height: root.tall
                lit: true
                name: "keyDone"
                text: root.doneLabel
                width: root.side * 2.2 + root.gap

                onClicked: root.done()
            }
        }
    }
}
