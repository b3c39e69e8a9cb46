pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// Ends the program, when asked twice.
Card {
    id: root

    property bool closing: false

    signal closeWanted

    raised: false
    text: qsTr("Close the program")

    Column {
        spacing: Theme.medium
        width: root.availableWidth

        TextBlock {
            color: Theme.inkSoft
            objectName: "careCloseWords"
            text: root.closing ? qsTr("Nobody can use this kiosk then. It opens by itself at night, or when the machine is switched on again. Close it?") : qsTr("For work on the machine itself. Check-ins that wait here stay.")
            width: parent.width
        }

        Flow {
            spacing: Theme.medium
            width: parent.width

            KioskButton {
                iconName: "power"
                objectName: "careClose"
                text: root.closing ? qsTr("Yes, close it") : root.text
                variant: root.closing ? "primary" : "secondary"

                onClicked: {
                    if (root.closing)
                        root.closeWanted();
                    else
                        root.closing = true;
                }
            }

            KioskButton {
                iconName: "x"
                objectName: "careKeepOpen"
                text: qsTr("No, keep it open")
                variant: "secondary"
                visible: root.closing

                onClicked: root.closing = false
            }
        }
    }
}
