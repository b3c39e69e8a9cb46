pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// Puts an activity on the shortlist, or takes it off.
IconButton {
    id: root

    property bool picked: false

    Accessible.checkable: true
    Accessible.checked: picked
    dense: true
    flat: true
    iconFilled: picked
    iconName: picked ? "heart" : "heart"
    implicitHeight: Math.max(Theme.dense, 72 * Theme.unit)
    implicitWidth: implicitHeight
    label: picked ? qsTr("Remove from my list") : qsTr("Add to my list")
    tone: picked ? Theme.primaryInk : Theme.inkSoft
}
