pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// A short message that leaves by itself; said aloud by assistive technology.
Rectangle {
    id: root

    property string text: ""
    property string iconName: "check-circle"

    function show(message: string, icon: string) {
        root.text = message;
        root.iconName = icon;
        root.opacity = 1;
        leave.restart();
    }

    function hide() {
        leave.stop();
        root.opacity = 0;
    }

    Accessible.name: text
    Accessible.role: Accessible.AlertMessage
    color: Theme.contrast ? "#000000" : Theme.dark ? Theme.sunken : Theme.ink
    border.color: Theme.contrast ? "#ffffff" : "transparent"
    border.width: Theme.contrast ? Theme.hair : 0
    height: Math.max(Theme.target, line.implicitHeight + 2 * Theme.small)
    opacity: 0
    radius: height / 2
    visible: opacity > 0
    width: Math.min(parent ? parent.width - 2 * Theme.margin : line.implicitWidth, line.implicitWidth + 2 * Theme.large)

    Behavior on opacity {
        NumberAnimation {
            duration: Theme.normal
        }
    }

    Row {
        id: line

        anchors.centerIn: parent
        spacing: Theme.small

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: "#ffffff"
            filled: true
            name: root.iconName
        }

        TextBlock {
            anchors.verticalCenter: parent.verticalCenter
            color: "#ffffff"
            role: "label"
            text: root.text
            width: Math.min(implicitWidth, root.parent ? root.parent.width - 2 * Theme.margin - 3 * Theme.large - Theme.iconSize : implicitWidth)
        }
    }

    Timer {
        id: leave

        interval: 3200

        onTriggered: root.opacity = 0
    }
}
