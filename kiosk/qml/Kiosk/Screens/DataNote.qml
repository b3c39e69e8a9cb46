pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// Where a record came from and how fresh it is.
Row {
    id: root

    property string source: ""
    property string updated: ""
    property bool demonstration: false

    spacing: Theme.small

    Icon {
        id: mark

        color: root.demonstration ? Theme.warning : Theme.inkSoft
        name: root.demonstration ? "flask" : "database"
        size: Theme.caption * 1.4
    }

    TextBlock {
        color: root.demonstration ? Theme.warning : Theme.inkSoft
        role: "caption"
        text: [root.demonstration ? qsTr("Demonstration data") : "", root.source !== "" ? qsTr("Source: %1").arg(root.source) : "", root.updated].filter(part => part !== "").join(" · ")
        width: root.width - mark.width - Theme.small
    }
}
