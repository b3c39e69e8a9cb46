pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme
import "Layouts.js" as Layouts

// The on-screen keyboard: types into `target`, a TextInput. Where the visitor's letters are not
// Latin, a key of its own changes to those of the city, whose streets and clubs are written so.
Rectangle {
    id: root

    property TextInput target: null
    property string language: "lt"
    property string cityLanguage: "lt"
    property bool digits: false
    property bool upper: false
    property bool foreign: false
    property string doneLabel: qsTr("Done")
    property alias struck: strikes.struck
    property alias struckAt: strikes.struckAt

    readonly property bool twoScripts: !Layouts.isLatin(language) && Layouts.isLatin(cityLanguage)
    readonly property var layout: Layouts.of(twoScripts && foreign ? cityLanguage : language)
    readonly property string own: digits ? "" : layout.extra
    readonly property var rows: digits ? Layouts.SIGNS : layout.rows
    readonly property int columns: Layouts.columns(layout)
    readonly property real gap: (columns > 10 ? 7 : 9) * Theme.unit
    readonly property real side: Math.min((width - 2 * Theme.small - (columns - 1) * gap) / columns, 130 * Theme.unit)
    readonly property real tall: Math.min(Theme.portrait ? 104 * Theme.unit : 82 * Theme.unit, Math.max(side, 76 * Theme.unit))

    signal done

    onLanguageChanged: foreign = false

    function type(text: string) {
        if (!root.target || strikes.again(text))
            return;
        root.target.insert(root.target.cursorPosition, root.upper ? text.toUpperCase() : text);
        root.upper = false;
    }

    function erase() {
        if (root.target && root.target.cursorPosition > 0 && !strikes.again("erase"))
            root.target.remove(root.target.cursorPosition - 1, root.target.cursorPosition);
    }

    Accessible.name: qsTr("Keyboard")
    Accessible.role: Accessible.Grouping
    color: Theme.sunken
    implicitHeight: keys.implicitHeight + 2 * Theme.small
    objectName: "keyboard"

    Strikes {
        id: strikes
    }

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
                    iconName: "arrow-fat-up"
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
                    autoRepeat: !Theme.steady
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
                text: root.digits ? root.layout.rows[0].slice(0, 3) : "123"
                width: root.side * 1.6

                onClicked: root.digits = !root.digits
            }

            Key {
                height: root.tall
                label: qsTr("Change the letters")
                name: "keyScript"
                text: root.foreign ? "АБВ" : "ABC"
                visible: root.twoScripts && !root.digits
                width: root.side * 1.6

                onClicked: root.foreign = !root.foreign
            }

            Key {
                height: root.tall
                label: qsTr("Space")
                name: "keySpace"
                width: root.side * (root.columns - 4.4) + root.gap * (root.columns - 6) - (root.twoScripts && !root.digits ? root.side * 1.6 + root.gap : 0)

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
