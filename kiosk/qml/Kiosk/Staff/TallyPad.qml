pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Counts drop-in guests by age band: one tap is one guest, and nothing is known about them.
Card {
    id: root

    required property DeskModel desk

    readonly property var names: ({
            "0-13": qsTr("to 13"),
            "14-17": qsTr("14–17"),
            "18-24": qsTr("18–24"),
            "25-29": qsTr("25–29"),
            "30+": "30+"
        })

    padding: Theme.medium

    Strikes {
        id: strikes
    }

    Column {
        spacing: Theme.small
        width: root.availableWidth

        TextBlock {
            role: "label"
            text: qsTr("Guests without a pass, by age")
            width: parent.width
        }

        Flow {
            id: line

            readonly property int columns: Theme.textScale > 1.3 ? 3 : 5

            spacing: Theme.small
            width: parent.width

            Repeater {
                model: root.desk.bandList

                Column {
                    id: cell

                    required property string band
                    required property int came
                    required property int inside

                    readonly property string word: root.names[band] ?? band

                    spacing: Theme.tiny
                    width: (line.width - (line.columns - 1) * line.spacing) / line.columns

                    TextBlock {
                        Accessible.ignored: true
                        horizontalAlignment: Text.AlignHCenter
                        maximumLineCount: 1
                        role: "caption"
                        text: cell.word
                        width: parent.width
                    }

                    KioskButton {
                        Accessible.name: qsTr("One guest came, %1. In now: %2").arg(cell.word).arg(cell.inside)
                        dense: true
                        focusPolicy: Qt.TabFocus
                        font.pixelSize: Theme.subheading
                        height: Math.max(Theme.target, implicitHeight)
                        iconName: "plus"
                        leftPadding: Theme.tiny
                        objectName: "tally-" + cell.band
                        rightPadding: Theme.tiny
                        text: cell.inside
                        width: parent.width

                        onClicked: if (!strikes.again(cell.band + "+"))
                            root.desk.count(cell.band, "entry")
                    }

                    KioskButton {
                        Accessible.name: qsTr("One guest left, %1").arg(cell.word)
                        dense: true
                        enabled: cell.inside > 0
                        focusPolicy: Qt.TabFocus
                        iconName: "minus"
                        leftPadding: Theme.tiny
                        objectName: "tallyOut-" + cell.band
                        rightPadding: Theme.tiny
                        variant: "secondary"
                        width: parent.width

                        onClicked: if (!strikes.again(cell.band + "-"))
                            root.desk.count(cell.band, "exit")
                    }
                }
            }
        }
    }
}
