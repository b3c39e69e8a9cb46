pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// The support report, taken along on a stick.
Card {
    id: root

    required property CareModel care

    readonly property var places: care.places

    function saveWords(): string {
        if (care.state === "saved")
            return qsTr("Saved. The stick may be pulled out. Nobody's name is in the report.");
        if (care.state === "failed")
            return qsTr("It could not be saved. Is the stick full or locked?");
        return places.length === 0 ? qsTr("Plug in a USB stick to take a report along for whoever helps you.") : "";
    }

    raised: false
    text: qsTr("A report for whoever helps you")

    Column {
        spacing: Theme.medium
        width: root.availableWidth

        TextBlock {
            role: "subheading"
            text: root.text
            width: parent.width
        }

        Flow {
            spacing: Theme.medium
            visible: root.places.length > 0
            width: parent.width

            Repeater {
                model: root.places

                KioskButton {
                    required property int index
                    required property string modelData

                    busy: root.care.state === "saving"
                    enabled: root.care.state !== "saving"
                    iconName: "usb"
                    objectName: "careSaveTo-" + index
                    text: qsTr("Save to %1").arg(modelData)

                    onClicked: root.care.save(index)
                }
            }
        }

        TextBlock {
            color: root.care.state === "failed" ? Theme.danger : root.care.state === "saved" ? Theme.positive : Theme.inkSoft
            objectName: "careSaved"
            text: root.saveWords()
            visible: text !== ""
            width: parent.width
        }

        KioskButton {
            iconName: "arrows-clockwise"
            objectName: "careLook"
            text: qsTr("Look again")
            variant: "secondary"

            onClicked: root.care.refresh()
        }
    }
}
