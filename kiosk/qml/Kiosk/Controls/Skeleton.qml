pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// The quiet shape of what is about to appear.
Rectangle {
    id: root

    Accessible.ignored: true
    color: Theme.sunken
    radius: Theme.radiusSmall

    SequentialAnimation on opacity {
        loops: Animation.Infinite
        running: root.visible && !Theme.reduceMotion

        NumberAnimation {
            duration: 900
            from: 1
            to: 0.55
        }

        NumberAnimation {
            duration: 900
            from: 0.55
            to: 1
        }
    }
}
