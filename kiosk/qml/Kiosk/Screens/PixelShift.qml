pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// Moves the picture by a few pixels now and then, so that what always stands at one place does not
// burn into the panel. Never while somebody looks: only `resting`.
Translate {
    id: root

    property bool resting: false
    property int every: 4 * 60 * 1000
    property int step: 0

    readonly property real reach: Math.max(2, Math.round(3 * Theme.unit))
    readonly property var places: [[0, 0], [1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0], [-1, -1], [0, -1], [1, -1]]

    property Timer clock: Timer {
        interval: root.every
        repeat: true
        running: root.resting

        onTriggered: root.step = (root.step + 1) % root.places.length
    }

    x: root.places[root.step][0] * root.reach
    y: root.places[root.step][1] * root.reach
}
