pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// The kiosk is being worked on. Nothing moves; the city's mark still opens the staff's door.
Rectangle {
    id: root

    required property AppModel app
    readonly property color ink: Theme.on(color)

    color: Theme.contrast ? "#000000" : Theme.cityPrimary
    objectName: "maintenance"

    MouseArea {
        anchors.fill: parent
    }

    Row {
        spacing: Theme.medium
        x: Theme.margin * 1.2
        y: Theme.margin * 1.2

        CityMark {
            app: root.app
            inverted: true
            side: 108 * Theme.unit
        }

        TextBlock {
            anchors.verticalCenter: parent.verticalCenter
            color: root.ink
            role: "title"
            text: root.app.city.name
        }
    }

    Column {
        anchors.centerIn: parent
        spacing: Theme.large
        width: Math.min(parent.width - 2.4 * Theme.margin, 1100 * Theme.unit)

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            border.color: Theme.ink
            border.width: Theme.contrast ? Theme.hair : 0
            color: Theme.contrast ? "#000000" : Theme.cityAccent
            height: 220 * Theme.unit
            radius: height / 2
            width: height

            Icon {
                anchors.centerIn: parent
                color: Theme.on(parent.color)
                name: "wrench"
                size: 112 * Theme.unit
            }
        }

        TextBlock {
            color: root.ink
            horizontalAlignment: Text.AlignHCenter
            role: "title"
            text: qsTr("Back in a moment")
            width: parent.width
        }

        TextBlock {
            color: root.ink
            horizontalAlignment: Text.AlignHCenter
            role: "subheading"
            text: qsTr("We are working on this kiosk. The people here will be glad to help you meanwhile.")
            width: parent.width
        }
    }
}
