pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// Other opening hours for today or tomorrow.
Sheet {
    id: root

    property int ahead: 0
    property int opens: 720
    property int closes: 1080

    signal told(int ahead, int opens, int closes)

    objectName: "hoursSheet"
    title: qsTr("Other opening hours")

    Column {
        spacing: Theme.large
        width: parent.width

        Row {
            spacing: Theme.small

            Chip {
                objectName: "hoursToday"
                selected: root.ahead === 0
                text: qsTr("Today")

                onClicked: root.ahead = 0
            }

            Chip {
                objectName: "hoursTomorrow"
                selected: root.ahead === 1
                text: qsTr("Tomorrow")

                onClicked: root.ahead = 1
            }
        }

        Flow {
            spacing: Theme.large
            width: parent.width

            TimePick {
                id: opening

                label: qsTr("Opens")
                minutes: root.opens
                objectName: "opens"

                onPicked: minutes => root.opens = minutes
            }

            TimePick {
                id: closing

                label: qsTr("Closes")
                minutes: root.closes
                objectName: "closes"

                onPicked: minutes => root.closes = minutes
            }
        }

        Flow {
            spacing: Theme.medium
            width: parent.width

            KioskButton {
                enabled: root.opens < root.closes
                iconName: "check"
                objectName: "hoursSave"
                text: qsTr("Open %1–%2").arg(opening.text).arg(closing.text)

                onClicked: root.told(root.ahead, root.opens, root.closes)
            }

            KioskButton {
                iconName: "door"
                objectName: "hoursClosed"
                text: qsTr("Closed all day")
                variant: "danger"

                onClicked: root.told(root.ahead, 0, 0)
            }
        }
    }
}
