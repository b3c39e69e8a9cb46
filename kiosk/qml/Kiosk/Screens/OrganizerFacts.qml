pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Who an organizer is, how to reach them, and where they are.
Column {
    id: root

    required property AppModel app
    required property OrganizerModel model
    readonly property var view: model.view

    spacing: Theme.medium

    Card {
        id: facts

        text: root.view.name
        width: parent.width

        Column {
            spacing: Theme.medium
            width: facts.availableWidth

            Fact {
                iconName: "buildings"
                room: parent.width
                text: root.view.group
            }

            TextBlock {
                text: root.view.description
                visible: text !== ""
                width: parent.width
            }

            LanguageMark {
                code: root.view.foreign
            }

            TextBlock {
                role: "subheading"
                strong: true
                text: qsTr("How to reach them")
                width: parent.width
            }

            Repeater {
                model: [
                    {
                        "icon": "phone",
                        "text": root.view.telephone
                    },
                    {
                        "icon": "envelope-simple",
                        "text": root.view.email
                    },
                    {
                        "icon": "globe-simple",
                        "text": root.view.url
                    }
                ]

                Item {
                    id: way

                    required property var modelData

                    height: Math.max(sign.height, said.height)
                    visible: modelData.text !== ""
                    width: parent ? parent.width : 0

                    Icon {
                        id: sign

                        color: Theme.primaryInk
                        name: way.modelData.icon
                    }

                    TextBlock {
                        id: said

                        anchors.left: sign.right
                        anchors.leftMargin: Theme.small
                        anchors.right: parent.right
                        role: "label"
                        text: way.modelData.text
                        wrapMode: Text.WrapAnywhere
                    }
                }
            }

            TextBlock {
                color: Theme.inkSoft
                text: qsTr("The city has no phone number, e-mail or website for them. Ask the staff here.")
                visible: root.view.telephone === "" && root.view.email === "" && root.view.url === ""
                width: parent.width
            }

            Row {
                spacing: Theme.medium
                visible: contact.modules > 0
                width: parent.width

                QrCode {
                    id: contact

                    label: qsTr("QR code with their contacts")
                    modules: root.view.codeSide
                    objectName: "organizerCode"
                    source: root.view.codeSource
                    width: 264 * Theme.unit
                }

                TextBlock {
                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.inkSoft
                    text: qsTr("Point your phone's camera here to keep their contacts.")
                    width: parent.width - contact.width - parent.spacing
                }
            }

            Fact {
                iconName: "identification-card"
                room: parent.width
                text: root.view.registrationCode !== "" ? qsTr("Registration code %1").arg(root.view.registrationCode) : ""
            }
        }
    }

    SectionTitle {
        title: qsTr("Where to find them")
        visible: root.model.places.count > 0
        width: parent.width
    }

    Repeater {
        model: root.model.places

        LinkRow {
            required property string rowId

            iconName: "map-pin"
            objectName: "organizerPlace:" + rowId
            width: root.width

            onClicked: root.app.navigate("place", {
                "id": rowId
            })
        }
    }
}
