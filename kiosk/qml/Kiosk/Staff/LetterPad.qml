pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// Enough letters to find a name: two are usually enough, marks over letters are not needed.
Column {
    id: root

    signal typed(string letter)
    signal erased

    readonly property var rows: ["1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM<"]
    readonly property real keyWidth: (width - 9 * spacing) / 10

    spacing: Theme.tiny

    Strikes {
        id: strikes
    }

    Repeater {
        model: root.rows

        Row {
            id: line

            required property string modelData

            anchors.horizontalCenter: parent.horizontalCenter
            spacing: root.spacing

            Repeater {
                model: line.modelData.split("")

                IconButton {
                    id: key

                    required property string modelData

                    readonly property bool erases: modelData === "<"

                    dense: true
                    focusPolicy: Qt.NoFocus
                    height: Math.max(Theme.dense, 72 * Theme.unit)
                    iconName: erases ? "backspace" : "circle"
                    label: erases ? qsTr("Delete") : modelData
                    objectName: "letter-" + modelData
                    width: root.keyWidth * (erases ? 1.6 : 1)

                    background: Rectangle {
                        border.color: Theme.line
                        border.width: Theme.hair
                        color: key.pressed ? Theme.primarySoft : Theme.surface
                        radius: Theme.radiusSmall
                    }
                    contentItem: Item {
                        TextBlock {
                            Accessible.ignored: true
                            anchors.centerIn: parent
                            role: "subheading"
                            text: key.modelData
                            visible: !key.erases
                        }

                        Icon {
                            anchors.centerIn: parent
                            name: "backspace"
                            visible: key.erases
                        }
                    }

                    onClicked: if (!strikes.again(modelData))
                        erases ? root.erased() : root.typed(modelData)
                }
            }
        }
    }
}
