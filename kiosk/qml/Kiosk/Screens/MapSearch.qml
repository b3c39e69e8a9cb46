pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// Go to a street, a stop or a district by its name; the names come with the map.
Sheet {
    id: root

    // A MapBridge.
    required property var bridge
    property string language: "lt"

    readonly property var found: search.text.trim() !== "" ? bridge.find(search.text) : []

    signal chosen(real lon, real lat, string kind)

    objectName: "mapSearchSheet"
    title: qsTr("Where to on the map?")

    onOpenChanged: {
        search.text = "";
        if (open)
            search.input.forceActiveFocus();
    }

    Column {
        spacing: Theme.medium
        width: parent.width

        SearchField {
            id: search

            objectName: "mapSearch"
            placeholder: qsTr("Street, stop, district")
            width: parent.width

            onAccepted: if (root.found.length > 0)
                root.chosen(root.found[0].lon, root.found[0].lat, root.found[0].kind)
        }

        Item {
            height: Math.max(2 * Theme.target, Math.min(4 * (Theme.target + Theme.tiny), root.room - root.chrome - search.height - keyboard.height - 2 * Theme.medium))
            width: parent.width

            ListView {
                id: rows

                anchors.fill: parent
                clip: true
                model: root.found
                spacing: Theme.tiny

                delegate: KioskButton {
                    required property var modelData

                    iconName: modelData.kind === "street" ? "road-horizon" : modelData.kind === "place" ? "map-trifold" : "map-pin"
                    objectName: "name:" + modelData.name
                    text: modelData.name
                    variant: "secondary"
                    width: rows.width

                    onClicked: root.chosen(modelData.lon, modelData.lat, modelData.kind)
                }

                ScrollMark {
                    view: rows
                }
            }

            TextBlock {
                color: Theme.inkSoft
                text: search.text.trim() !== "" ? qsTr("The map knows no such name.") : qsTr("Type how the name begins.")
                visible: root.found.length === 0
                width: parent.width
            }
        }

        Keyboard {
            id: keyboard

            language: root.language
            target: search.input
            width: parent.width

            onDone: search.accepted()
        }
    }
}
