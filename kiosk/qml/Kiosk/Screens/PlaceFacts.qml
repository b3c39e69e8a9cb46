pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// A place's hours, access and contacts.
Card {
    id: root

    required property PlaceModel model
    readonly property var view: model.view

    text: view.name

    Column {
        spacing: Theme.medium
        width: root.availableWidth

        Row {
            spacing: Theme.small

            Icon {
                id: door

                anchors.verticalCenter: parent.verticalCenter
                color: root.view.openState === "open" ? Theme.positive : Theme.inkSoft
                filled: true
                name: root.view.openState === "open" ? "door-open" : "clock"
            }

            TextBlock {
                anchors.verticalCenter: parent.verticalCenter
                color: root.view.openState === "open" ? Theme.positive : Theme.ink
                role: "subheading"
                strong: true
                text: root.view.openText
                width: Math.min(implicitWidth, root.availableWidth - door.width - Theme.small)
            }
        }

        Rectangle {
            color: Theme.contrast ? "#000000" : Theme.soft(Theme.accent)
            height: told.height + 2 * Theme.small
            radius: Theme.radiusSmall
            visible: told.text !== ""
            width: parent.width

            Icon {
                id: horn

                anchors.left: parent.left
                anchors.leftMargin: Theme.small
                anchors.verticalCenter: parent.verticalCenter
                color: told.color
                filled: true
                name: "megaphone"
            }

            TextBlock {
                id: told

                anchors.left: horn.right
                anchors.margins: Theme.small
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.onSoft(Theme.accent)
                objectName: "placeNotices"
                role: "label"
                text: root.view.notices ?? ""
            }
        }

        TextBlock {
            text: root.view.description
            visible: text !== ""
            width: parent.width
        }

        Column {
            spacing: Theme.tiny
            visible: root.model.week.count > 0
            width: parent.width

            Repeater {
                model: root.model.week

                Item {
                    id: day

                    required property string name
                    required property string hours
                    required property bool today
                    required property bool special

                    height: dayName.height
                    width: parent ? parent.width : 0

                    TextBlock {
                        id: dayName

                        role: "label"
                        strong: day.today
                        font.weight: day.today ? Font.Bold : Font.Normal
                        text: day.name
                        width: parent.width * 0.45
                    }

                    TextBlock {
                        color: day.special ? Theme.warning : Theme.ink
                        font.weight: day.today || day.special ? Font.Bold : Font.Normal
                        horizontalAlignment: Text.AlignRight
                        role: "label"
                        text: day.hours
                        width: parent.width * 0.55
                        x: parent.width * 0.45
                    }
                }
            }
        }

        Repeater {
            model: [
                {
                    "title": qsTr("Who is here"),
                    "text": root.view.people
                },
                {
                    "title": qsTr("What we agreed"),
                    "text": root.view.rules
                }
            ]

            Column {
                id: part

                required property var modelData

                spacing: Theme.tiny
                visible: (modelData.text ?? "") !== ""
                width: parent ? parent.width : 0

                TextBlock {
                    role: "subheading"
                    strong: true
                    text: part.modelData.title
                    width: parent.width
                }

                TextBlock {
                    text: part.modelData.text ?? ""
                    width: parent.width
                }
            }
        }

        Fact {
            iconName: "person-simple-walk"
            text: root.view.walk
        }

        Fact {
            iconName: "wheelchair"
            ink: root.view.wheelchairState === "yes" ? Theme.positive : Theme.inkSoft
            text: root.view.wheelchair
        }

        Fact {
            iconName: "crosshair"
            text: root.view.approximate ? qsTr("Place on the map is approximate") : ""
        }

        Fact {
            iconName: "phone"
            room: parent.width
            text: root.view.telephone
        }

        Fact {
            iconName: "envelope-simple"
            room: parent.width
            text: root.view.email
        }

        Fact {
            iconName: "globe-simple"
            room: parent.width
            text: root.view.url
        }
    }
}
