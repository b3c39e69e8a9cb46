pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// A page that scrolls up and down, with a thin mark of where one is.
Flickable {
    id: root

    property real bottomRoom: Theme.large

    boundsBehavior: Flickable.DragAndOvershootBounds
    clip: true
    contentHeight: contentItem.childrenRect.height + bottomRoom
    contentWidth: width
    flickableDirection: Flickable.VerticalFlick
    pressDelay: 60

    ScrollMark {
        view: root
    }
}
