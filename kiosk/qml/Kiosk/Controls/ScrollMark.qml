pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// Where one is in a long list; says by its size how long it is.
Rectangle {
    id: root

    required property Flickable view

    readonly property real share: view.visibleArea.heightRatio

    Accessible.ignored: true
    color: Theme.inkSoft
    height: Math.max(64 * Theme.unit, share * view.height)
    opacity: share < 0.995 && share > 0 ? (view.moving ? 0.55 : 0.22) : 0
    parent: view
    radius: width / 2
    width: 8 * Theme.unit
    x: view.width - width
    y: (view.height - height) * (share < 1 ? view.visibleArea.yPosition / (1 - share) : 0)
    z: 5

    Behavior on opacity {
        NumberAnimation {
            duration: Theme.slow
        }
    }
}
