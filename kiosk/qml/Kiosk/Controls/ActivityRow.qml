pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// An activity in a list: what, when, where, for whom, for how much.
Card {
    id: root

    required property string rowId
    required property string title
    required property string foreign
    required property string kind
    required property string topic
    required property string colour
    required property string iconName
    required property string picture
    required property string shape
    required property string when
    required property string tone
    required property string place
    required property string walk
    required property string price
    required property string reduced
    required property bool free
    required property string age
    required property string placesLeft
    required property bool full
    required property string source
    required property bool demonstration
    property bool picked: false

    signal pick

    implicitHeight: body.implicitHeight + topPadding + bottomPadding
    objectName: "activity:" + rowId
    padding: Theme.medium
    tappable: true
    text: [title, when, place, price, reduced, age].filter(part => part !== "").join(", ")

    Item {
        id: body

        height: implicitHeight
        implicitHeight: Math.max(mark.height, words.implicitHeight)
        width: root.availableWidth

        TopicMark {
            id: mark

            anchors.left: parent.left
            anchors.top: parent.top
            colour: root.colour
            iconName: root.iconName
            picture: root.picture
            side: 104 * Theme.unit
        }

        Column {
            id: words

            anchors.left: mark.right
            anchors.leftMargin: Theme.medium
            anchors.right: heart.left
            anchors.rightMargin: Theme.tiny
            anchors.top: parent.top
            spacing: Theme.tiny * 1.2

            Row {
                spacing: Theme.small
                width: parent.width

                TopicLabel {
                    colour: root.colour
                    extra: root.kind
                    name: root.topic
                    room: parent.width - (language.visible ? language.width + Theme.small : 0)
                    shape: root.shape
                }

                LanguageMark {
                    id: language

                    code: root.foreign
                }
            }

            TextBlock {
                font.weight: Font.Bold
                maximumLineCount: 3
                role: "subheading"
                text: root.title
                width: parent.width
            }

            WhenLabel {
                room: parent.width
                text: root.when
                tone: root.tone
            }

            Flow {
                spacing: Theme.small
                width: parent.width

                // The way there stays whole; it is the name that gives way. Large text has two lines.
                Fact {
                    iconName: "map-pin"
                    room: parent.width - (way.visible && Theme.textScale <= 1.3 ? way.width + parent.spacing : 0)
                    text: root.place
                }

                Fact {
                    id: way

                    iconName: "path"
                    room: Theme.textScale > 1.3 ? parent.width : 0
                    text: root.walk
                }
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
                    iconName: "piggy-bank"
                    ink: Theme.positive
                    room: parent.width
                    text: root.reduced
                }

                Fact {
                    iconName: "user"
                    room: parent.width
                    text: root.age
                }

                Fact {
                    iconName: root.full ? "prohibit" : "user-plus"
                    ink: root.full ? Theme.danger : Theme.inkSoft
                    room: parent.width
                    text: root.placesLeft
                }
            }

            SourceLine {
                demonstration: root.demonstration
                text: root.source
                width: parent.width
            }
        }

        PickButton {
            id: heart

            anchors.right: parent.right
            anchors.rightMargin: -Theme.tiny
            anchors.top: parent.top
            anchors.topMargin: -Theme.tiny
            objectName: "pick:" + root.rowId
            picked: root.picked

            onClicked: root.pick()
        }
    }
}
