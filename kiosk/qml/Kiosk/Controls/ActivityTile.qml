pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// An activity as a tall tile, for strips and the attract screen.
Card {
    id: root

    required property string rowId
    required property string title
    required property string topic
    required property string colour
    required property string iconName
    required property string picture
    required property string when
    required property string tone
    required property string place
    required property string walk
    required property string price
    required property string source
    required property bool demonstration
    required property bool free
    required property string age

    objectName: "activity:" + rowId
    padding: 0
    tappable: true
    text: [title, when, place, price, age].filter(part => part !== "").join(", ")

    Item {
        height: root.height
        width: root.width

        Rectangle {
            id: band

            readonly property color tone: root.colour

            border.color: Theme.contrast ? Theme.ink : "transparent"
            border.width: Theme.contrast ? Theme.hair : 0
            bottomLeftRadius: 0
            bottomRightRadius: 0
            color: Theme.contrast ? "#000000" : tone
            height: 128 * Theme.unit
            topLeftRadius: root.radius
            topRightRadius: root.radius
            width: parent.width

            Icon {
                anchors.left: parent.left
                anchors.leftMargin: Theme.medium
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.contrast ? Theme.ink : Theme.on(band.tone)
                name: root.iconName
                size: 68 * Theme.unit
                visible: !photo.visible
            }

            Picture {
                id: photo

                anchors.left: parent.left
                anchors.leftMargin: Theme.medium
                anchors.verticalCenter: parent.verticalCenter
                height: width
                picture: root.picture
                width: 96 * Theme.unit
            }

            TextBlock {
                anchors.left: parent.left
                anchors.leftMargin: Theme.medium * 1.6 + (photo.visible ? photo.width : 68 * Theme.unit)
                anchors.right: parent.right
                anchors.rightMargin: Theme.medium
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.contrast ? Theme.ink : Theme.on(band.tone)
                fontSizeMode: Text.Fit
                height: parent.height - Theme.tiny
                maximumLineCount: 2
                role: "label"
                text: root.topic
                verticalAlignment: Text.AlignVCenter
            }
        }

        Column {
            id: head

            anchors.left: parent.left
            anchors.margins: Theme.medium
            anchors.right: parent.right
            anchors.top: band.bottom
            spacing: Theme.tiny * 1.4

            WhenLabel {
                id: moment

                room: parent.width
                text: root.when
                tone: root.tone
            }

            TextBlock {
                id: name

                // As many lines as there is room for above the facts.
                readonly property real room: foot.y - head.y - moment.height - 2 * head.spacing

                font.weight: Font.Bold
                maximumLineCount: Math.max(1, Math.min(3, Math.floor(room / (line.height * lineHeight))))
                role: "subheading"
                text: root.title
                width: parent.width

                FontMetrics {
                    id: line

                    font: name.font
                }
            }
        }

        Column {
            id: foot

            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.margins: Theme.medium
            anchors.right: parent.right
            spacing: Theme.tiny

            Fact {
                iconName: "map-pin"
                room: parent.width
                text: [root.place, root.walk].filter(part => part !== "").join(" · ")
            }

            Flow {
                spacing: Theme.small
                width: parent.width

                Fact {
                    iconName: root.free ? "gift" : "tag"
                    ink: root.free ? Theme.positive : Theme.ink
                    room: parent.width
                    strong: true
                    text: root.price
                }

                Fact {
                    iconName: "user"
                    room: parent.width
                    text: root.age
                }
            }

            SourceLine {
                demonstration: root.demonstration
                text: root.source
                width: parent.width
            }
        }
    }
}
