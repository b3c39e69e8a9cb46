pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// Today's activities in two slanted lanes, each a tile further up or down with every turn.
Item {
    id: root

    required property var rows
    required property int turn
    required property bool still
    readonly property int columns: 2
    readonly property real tileWidth: (Theme.portrait ? 474 : 440) * Theme.unit
    readonly property real tileHeight: 424 * Theme.unit

    clip: true
    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        rotation: Theme.portrait ? -4 : -6
        scale: Theme.portrait ? 1.06 : 0.98
        spacing: Theme.medium
        y: Theme.portrait ? 40 * Theme.unit : -120 * Theme.unit

        Repeater {
            model: root.columns

            Item {
                id: lane

                required property int index

                height: root.height
                width: root.tileWidth

                Column {
                    id: lines

                    readonly property real stride: root.tileHeight + spacing
                    readonly property int last: Math.max(0, Math.floor((height - lane.height) / stride))
                    readonly property int at: last === 0 ? 0 : last - Math.abs((root.turn + lane.index * 2) % (2 * last) - last)

                    spacing: Theme.medium
                    width: parent.width
                    y: -at * stride - (lane.index % 2) * stride / 3

                    Behavior on y {
                        enabled: !root.still

                        NumberAnimation {
                            duration: 1600
                            easing.type: Easing.InOutCubic
                        }
                    }

                    Repeater {
                        model: root.rows

                        ActivityTile {
                            required property int index

                            enabled: false
                            height: root.tileHeight
                            raised: false
                            visible: index % root.columns === lane.index
                            width: root.tileWidth
                        }
                    }
                }
            }
        }
    }
}
