pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// One control under the name of its state.
Column {
    id: root

    default property alias content: holder.data
    required property string name

    spacing: Theme.tiny

    TextBlock {
        color: Theme.inkSoft
        role: "caption"
        text: root.name
    }

    Item {
        id: holder

        implicitHeight: childrenRect.height
        implicitWidth: childrenRect.width
    }
}
