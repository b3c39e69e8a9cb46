pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Theme

// The city's mark. Held for three seconds it opens the staff's door, which asks for a PIN.
Rectangle {
    id: root

    required property AppModel app
    property bool inverted: false
    property real side: 84 * Theme.unit

    Accessible.name: app.city.name
    Accessible.role: Accessible.Graphic
    border.color: Theme.ink
    border.width: Theme.contrast ? Theme.hair : 0
    color: Theme.contrast ? "#000000" : inverted ? Theme.cityAccent : Theme.cityPrimary
    height: side
    objectName: "cityMark"
    radius: side * 0.32
    width: side

    Text {
        anchors.centerIn: parent
        color: Theme.on(root.color)
        font.family: Theme.family
        font.pixelSize: root.side * 0.58
        font.weight: Font.ExtraBold
        text: String(root.app.city.name).charAt(0)
        textFormat: Text.PlainText
    }

    MouseArea {
        anchors.fill: parent
        anchors.margins: -Theme.small
        objectName: "staffDoor"
        pressAndHoldInterval: 3000

        onPressAndHold: root.app.enterStaff()
    }
}
