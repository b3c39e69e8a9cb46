pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// One of today's sessions: time, name, how many are in of how many, and a bar.
Card {
    id: root

    required property string title
    required property string time
    required property string phase
    required property int expected
    required property int inside
    required property int gone
    required property int capacity
    required property real share
    required property bool dropIn

    readonly property bool full: capacity >= 0 && inside >= capacity
    readonly property color tone: phase === "now" ? Theme.positive : phase === "soon" ? Theme.warning : phase === "cancelled" ? Theme.danger : Theme.inkSoft
    readonly property string phaseWord: phase === "now" ? qsTr("Now") : phase === "soon" ? qsTr("Soon") : phase === "cancelled" ? qsTr("Cancelled") : phase === "over" ? qsTr("Over") : qsTr("Later")
    readonly property int room: capacity >= 0 ? capacity : expected

    tappable: true
    text: qsTr("%1, %2, %3 in").arg(title).arg(time).arg(inside)
    opacity: phase === "over" || phase === "cancelled" ? 0.72 : 1

    Item {
        height: body.height
        width: root.availableWidth

        Column {
            id: body

            anchors.left: parent.left
            anchors.right: arrow.left
            anchors.rightMargin: Theme.small
            spacing: Theme.small

            Row {
                spacing: Theme.small

                TextBlock {
                    Accessible.ignored: true
                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.primaryInk
                    role: "subheading"
                    text: root.time
                    wrapMode: Text.NoWrap
                }

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    border.color: Theme.contrast ? Theme.ink : "transparent"
                    border.width: Theme.contrast ? Theme.hair : 0
                    color: Theme.soft(root.tone)
                    height: phaseText.height + Theme.tiny * 1.2
                    radius: height / 2
                    width: phaseText.implicitWidth + Theme.medium * 1.2

                    TextBlock {
                        id: phaseText

                        anchors.centerIn: parent
                        color: Theme.onSoft(root.tone)
                        role: "caption"
                        strong: true
                        text: root.full ? qsTr("Full") : root.phaseWord
                        wrapMode: Text.NoWrap
                    }
                }

                TextBlock {
                    anchors.verticalCenter: parent.verticalCenter
                    role: "caption"
                    text: qsTr("drop-in")
                    visible: root.dropIn
                    wrapMode: Text.NoWrap
                }
            }

            TextBlock {
                Accessible.ignored: true
                maximumLineCount: 2
                role: "subheading"
                strong: true
                text: root.title
                width: parent.width
            }

            Row {
                spacing: Theme.small
                width: parent.width

                Rectangle {
                    id: track

                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.sunken
                    height: 16 * Theme.unit
                    opacity: root.room > 0 ? 1 : 0
                    radius: height / 2
                    width: parent.width - counts.width - parent.spacing

                    Rectangle {
                        color: root.full ? Theme.warning : Theme.positive
                        height: parent.height
                        radius: height / 2
                        visible: root.inside > 0
                        width: Math.max(height, parent.width * root.share)
                    }
                }

                TextBlock {
                    id: counts

                    anchors.verticalCenter: parent.verticalCenter
                    horizontalAlignment: Text.AlignRight
                    role: "label"
                    text: root.room > 0 ? qsTr("%1 of %2 in").arg(root.inside).arg(root.room) : qsTr("%1 in").arg(root.inside)
                    width: Math.max(implicitWidth, 170 * Theme.unit)
                    wrapMode: Text.NoWrap
                }
            }

            TextBlock {
                role: "caption"
                text: root.capacity >= 0 && root.expected > 0 ? qsTr("expected %1, left %2").arg(root.expected).arg(root.gone) : qsTr("left %1").arg(root.gone)
            }
        }

        Icon {
            id: arrow

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.inkSoft
            name: "caret-right"
        }
    }
}
