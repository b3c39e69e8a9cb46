pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Every language of the city, each by its own name.
Sheet {
    id: root

    required property AppModel app

    objectName: "languages"
    title: qsTr("Language")

    Flow {
        spacing: Theme.small
        width: parent.width

        Repeater {
            model: root.app.languages

            KioskButton {
                required property var modelData

                objectName: "language:" + modelData.code
                text: modelData.name
                variant: modelData.code === root.app.language ? "primary" : "secondary"

                onClicked: {
                    root.app.setLanguage(modelData.code);
                    root.closed();
                }
            }
        }
    }
}
