pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// One thing that the doctor found, and what to do about it.
Card {
    id: root

    required property string level
    required property string says
    required property string advice

    objectName: "finding"
    raised: false
    text: "%1 %2".arg(says).arg(advice)

    Row {
        spacing: Theme.medium
        width: root.availableWidth

        Icon {
            id: mark

            color: root.level === "note" ? Theme.inkSoft : root.level === "broken" ? Theme.danger : Theme.warning
            filled: true
            name: root.level === "note" ? "info" : "warning-circle"
            size: Theme.iconSize * 1.3
        }

        Column {
            spacing: Theme.tiny
            width: parent.width - mark.width - Theme.medium

            TextBlock {
                role: "subheading"
                text: root.says
                width: parent.width
            }

            TextBlock {
                color: Theme.inkSoft
                text: root.advice
                width: parent.width
            }
        }
    }
}
