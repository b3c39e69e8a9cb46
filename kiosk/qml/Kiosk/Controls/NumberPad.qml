pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// Digits for a PIN; `digits` may be in any order.
Grid {
    id: root

    property var digits: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]
    property real side: Math.max(120 * Theme.unit, Theme.target)
    property bool ready: true

    signal digit(string value)
    signal erase
    signal done

    columns: 3
    spacing: Theme.small

    Strikes {
        id: strikes
    }

    Repeater {
        model: root.digits.slice(0, 9)

        Key {
            required property string modelData

            height: root.side
            text: modelData
            width: root.side * 1.25

            onClicked: if (!strikes.again(modelData))
                root.digit(modelData)
        }
    }

    Key {
        height: root.side
        iconName: "backspace"
        label: qsTr("Erase")
        name: "keyErase"
        width: root.side * 1.25

        onClicked: if (!strikes.again("erase"))
            root.erase()
    }

    Key {
        height: root.side
        text: root.digits[9]
        width: root.side * 1.25

        onClicked: if (!strikes.again(root.digits[9]))
            root.digit(root.digits[9])
    }

    Key {
        enabled: root.ready
        height: root.side
        iconName: "check"
        label: qsTr("Done")
        lit: true
        name: "keyDone"
        width: root.side * 1.25

        onClicked: root.done()
    }
}
