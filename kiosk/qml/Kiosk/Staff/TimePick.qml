pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// A time of day in quarters of an hour; hold to run on.
Row {
    id: root

    property string label: ""
    property int minutes: 720

    readonly property string text: "%1:%2".arg(String(Math.floor(minutes / 60)).padStart(2, "0")).arg(String(minutes % 60).padStart(2, "0"))

    signal picked(int minutes)

    function step(by: int) {
        if (strikes.again(String(by)))
            return;
        const next = Math.round(root.minutes / 15) * 15 + by;
        if (next >= 0 && next < 1440)
            root.picked(next);
    }

    Accessible.name: root.label
    Accessible.role: Accessible.Grouping
    spacing: Theme.medium

    Strikes {
        id: strikes
    }

    IconButton {
        anchors.verticalCenter: parent.verticalCenter
        autoRepeat: !Theme.steady
        iconName: "minus"
        label: qsTr("%1: earlier").arg(root.label)
        objectName: root.objectName + "Earlier"

        onClicked: root.step(-15)
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: 240 * Theme.unit * Math.min(1.5, Theme.textScale)

        TextBlock {
            color: Theme.inkSoft
            horizontalAlignment: Text.AlignHCenter
            role: "label"
            text: root.label
            width: parent.width
        }

        TextBlock {
            horizontalAlignment: Text.AlignHCenter
            objectName: root.objectName + "Text"
            role: "title"
            text: root.text
            width: parent.width
            wrapMode: Text.NoWrap
        }
    }

    IconButton {
        anchors.verticalCenter: parent.verticalCenter
        autoRepeat: !Theme.steady
        iconName: "plus"
        label: qsTr("%1: later").arg(root.label)
        objectName: root.objectName + "Later"

        onClicked: root.step(15)
    }
}
