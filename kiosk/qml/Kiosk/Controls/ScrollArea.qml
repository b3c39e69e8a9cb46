pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Kiosk.Theme

// A page that scrolls up and down, with a thin mark of where one is.
Flickable {
    id: root

    property real bottomRoom: Theme.large

    readonly property Item focused: Window.activeFocusItem

    // What a key leads to is brought into view; what a finger touches stays where it is.
    function reveal() {
        let within = root.focused;
        while (within && within !== root.contentItem)
            within = within.parent;
        const control = root.focused as T.Control;
        if (!within || (control && !control.visualFocus))
            return;
        const top = root.focused.mapToItem(root.contentItem, 0, 0).y;
        const bottom = top + root.focused.height;
        if (top < root.contentY || bottom > root.contentY + root.height)
            root.contentY = Math.max(0, Math.min(top - Theme.large, root.contentHeight - root.height));
    }

    boundsBehavior: Flickable.DragAndOvershootBounds
    clip: true
    contentHeight: contentItem.childrenRect.height + bottomRoom
    contentWidth: width
    flickableDirection: Flickable.VerticalFlick
    pressDelay: 60

    onFocusedChanged: Qt.callLater(reveal)

    ScrollMark {
        view: root
    }
}
