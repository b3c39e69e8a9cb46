pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// One group of filters in a line that scrolls sideways, or wraps when `wrapped`.
Item {
    id: root

    required property Rows rows
    property bool wrapped: false
    property bool removable: false
    property real inset: 0

    signal toggled(string group, string value)

    implicitHeight: wrapped ? flow.implicitHeight : line.height

    component Choice: Chip {
        required property string rowId
        required property string group
        required property string value
        required property string label
        required property string colour

        enabled: root.removable || count !== 0 || selected
        objectName: (root.removable ? "remove:" : "filter:") + rowId
        removable: root.removable
        text: label
        tone: colour !== "" ? colour : Theme.primary
        widest: root.width > 0 ? root.width : Infinity

        onClicked: root.toggled(group, value)
    }

    ListView {
        id: line

        height: contentItem.childrenRect.height
        leftMargin: root.inset
        model: root.wrapped ? null : root.rows
        orientation: ListView.Horizontal
        pressDelay: 60
        rightMargin: root.inset
        spacing: Theme.tiny * 1.4
        visible: !root.wrapped
        width: root.width

        delegate: Choice {
            required count
            required iconName
            required selected
        }
    }

    Flow {
        id: flow

        spacing: Theme.tiny * 1.4
        visible: root.wrapped
        width: root.width

        Repeater {
            model: root.wrapped ? root.rows : null

            Choice {
                required count
                required iconName
                required selected
            }
        }
    }
}
