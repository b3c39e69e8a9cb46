pragma ComponentBehavior: Bound

import QtQuick

// A page whose head is above a list. It stays at its top while the head is still growing.
ListView {
    id: root

    property bool moved: false

    function start() {
        root.moved = false;
        root.positionViewAtBeginning();
    }

    clip: true
    pressDelay: 60

    onMovementStarted: moved = true
    onOriginYChanged: if (!moved)
        positionViewAtBeginning()

    ScrollMark {
        view: root
    }
}
