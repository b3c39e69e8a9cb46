pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// The quiet shapes of a page that is on its way.
Column {
    id: root

    property var heights: [300, 120, 380, 220]

    spacing: Theme.medium

    Repeater {
        model: root.heights

        Skeleton {
            required property int modelData

            height: modelData * Theme.unit
            radius: Theme.radius
            width: root.width
        }
    }
}
