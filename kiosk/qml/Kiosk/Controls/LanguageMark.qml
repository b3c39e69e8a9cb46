pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// Says that the text beside it is in another language than the screen's.
Rectangle {
    id: root

    required property string code

    Accessible.name: code
    Accessible.role: Accessible.StaticText
    color: Theme.sunken
    height: Theme.caption * 1.5
    radius: Theme.tiny
    visible: code !== ""
    width: visible ? words.implicitWidth + 2 * Theme.tiny : 0

    TextBlock {
        id: words

        anchors.centerIn: parent
        font.pixelSize: Theme.caption * 0.85
        font.weight: Font.Bold
        role: "caption"
        text: root.code
    }
}
