pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// Is the touch screen where the picture is: five crosses to touch, and how far off each was.
Rectangle {
    id: root

    readonly property var crosses: [[0.5, 0.5], [0.1, 0.07], [0.9, 0.07], [0.9, 0.93], [0.1, 0.93]]
    // Millimetres from each cross that was touched.
    property var off: []

    readonly property bool done: off.length === crosses.length
    readonly property real worst: done ? Math.max(...off) : 0
    // Under half of the smallest control, so that a touch on its middle never misses.
    readonly property real allowed: 4.5
    readonly property bool good: done && worst <= allowed

    signal back

    function words(): string {
        if (!done)
            return qsTr("Touch the middle of the cross with the tip of a finger: %1 of %2.").arg(off.length + 1).arg(crosses.length);
        const millimetres = worst.toLocaleString(Qt.locale(), "f", 1);
        if (good)
            return qsTr("At most %1 mm off. That is fine.").arg(millimetres);
        return qsTr("Up to %1 mm off. Calibrate the touch screen, or turn it the way the picture is turned (TOUCH in session.conf).").arg(millimetres);
    }

    color: Theme.background
    objectName: "touchCheck"
    Accessible.name: qsTr("Test the touch screen")
    Accessible.role: Accessible.Pane

    TapHandler {
        enabled: !root.done
        gesturePolicy: TapHandler.ReleaseWithinBounds

        onTapped: point => {
            const [across, down] = root.crosses[root.off.length];
            const x = point.position.x - across * root.width;
            const y = point.position.y - down * root.height;
            root.off = root.off.concat(Math.hypot(x, y) / Theme.mm);
        }
    }

    Item {
        id: cross

        readonly property var at: root.crosses[Math.min(root.off.length, root.crosses.length - 1)]

        height: 24 * Theme.mm
        visible: !root.done
        width: height
        x: at[0] * root.width - width / 2
        y: at[1] * root.height - height / 2

        Rectangle {
            anchors.centerIn: parent
            color: Theme.primaryInk
            height: 0.6 * Theme.mm
            width: parent.width
        }

        Rectangle {
            anchors.centerIn: parent
            color: Theme.primaryInk
            height: parent.height
            width: 0.6 * Theme.mm
        }
    }

    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.large
        width: Math.min(parent.width * 0.7, 900 * Theme.unit)
        y: parent.height * 0.2

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            color: root.good ? Theme.positive : Theme.warning
            filled: true
            name: root.good ? "check-circle" : "warning-circle"
            size: Theme.iconSize * 3
            visible: root.done
        }

        TextBlock {
            horizontalAlignment: Text.AlignHCenter
            objectName: "touchWords"
            role: "subheading"
            text: root.words()
            width: parent.width
        }
    }

    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.medium
        y: parent.height * 0.66

        KioskButton {
            iconName: "arrow-left"
            objectName: "touchBack"
            text: qsTr("Back")
            variant: "secondary"

            onClicked: root.back()
        }

        KioskButton {
            iconName: "arrows-clockwise"
            objectName: "touchAgain"
            text: qsTr("Once more")
            visible: root.done

            onClicked: root.off = []
        }
    }
}
