pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// When, where, for whom, for how much: one card for each.
GridLayout {
    id: root

    required property AppModel app
    required property var view

    columnSpacing: Theme.medium
    columns: Theme.textScale > 1.4 ? 1 : 2
    rowSpacing: Theme.medium
    uniformCellWidths: true

    component FactCard: Card {
        id: card

        property string heading: ""
        property string iconName: "circle"
        property string main: ""
        property string more: ""
        property string note: ""
        property color noteInk: Theme.inkSoft

        // Two side by side are of one height.
        Layout.fillHeight: true
        Layout.fillWidth: true
        Layout.preferredHeight: Math.max(implicitHeight, 208 * Theme.unit)
        text: [heading, main, more, note].filter(part => part !== "").join(", ")
        visible: main !== ""

        Item {
            height: lines.height
            width: card.availableWidth

            Icon {
                id: sign

                color: Theme.primaryInk
                name: card.iconName
                size: 46 * Theme.unit
            }

            Column {
                id: lines

                anchors.left: sign.right
                anchors.leftMargin: Theme.small
                anchors.right: parent.right
                spacing: Theme.tiny

                TextBlock {
                    role: "caption"
                    text: card.heading
                    width: parent.width
                }

                TextBlock {
                    font.weight: Font.Bold
                    role: "body"
                    text: card.main
                    width: parent.width
                }

                TextBlock {
                    font.pixelSize: Theme.label * 0.95
                    text: card.more
                    visible: text !== ""
                    width: parent.width
                }

                TextBlock {
                    color: card.noteInk
                    role: "caption"
                    text: card.note
                    visible: text !== ""
                    width: parent.width
                }
            }

            Icon {
                anchors.right: parent.right
                anchors.top: parent.top
                color: Theme.inkSoft
                name: "caret-right"
                size: Theme.caption * 1.2
                visible: card.tappable
            }
        }
    }

    FactCard {
        heading: qsTr("When")
        iconName: "calendar-dots"
        main: root.view.sessions && root.view.sessions.length > 0 ? root.view.sessions[0] : root.view.when ?? ""
        more: root.view.sessions ? root.view.sessions.slice(1).join("\n") : ""
    }

    FactCard {
        heading: qsTr("Where")
        iconName: "map-pin"
        main: root.view.placeName ?? ""
        more: root.view.address ?? ""
        note: [root.view.walk ?? "", root.view.approximate ? qsTr("place on the map is approximate") : "", root.view.wheelchair ?? ""].filter(part => part !== "").join(" · ")
        objectName: "detailPlace"
        tappable: (root.view.place ?? "") !== ""

        onClicked: root.app.navigate("place", {
            "id": root.view.place
        })
    }

    FactCard {
        heading: qsTr("Price")
        iconName: root.view.free ? "gift" : "tag"
        main: root.view.price ?? ""
        more: (root.view.reduced ?? []).join("\n")
        note: root.view.subsidy ?? ""
    }

    FactCard {
        heading: qsTr("For whom")
        iconName: "users-three"
        main: root.view.age ?? ""
        more: root.view.classes ?? ""
        note: root.view.languages ?? ""
    }

    FactCard {
        heading: qsTr("How to join")
        iconName: "door-open"
        main: root.view.joining ?? ""
        note: root.view.placesLeft ?? ""
        noteInk: root.view.full ? Theme.danger : Theme.positive
    }

    FactCard {
        heading: qsTr("Organizer")
        iconName: "buildings"
        main: root.view.organizer ?? ""
        note: tappable ? qsTr("Who they are, how to reach them") : ""
        objectName: "detailOrganizer"
        tappable: (root.view.organizerId ?? "") !== ""

        onClicked: root.app.navigate("organizer", {
            "id": root.view.organizerId
        })
    }

    FactCard {
        heading: qsTr("Accessibility")
        iconName: "person-arms-spread"
        main: root.view.needs && root.view.needs.length > 0 ? root.view.needs.join(", ") : ""
    }
}
