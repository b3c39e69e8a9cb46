pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Today's real activities drift by until somebody touches. Nothing flashes, and between two
// moves nothing is drawn, so that a kiosk without a GPU does not work all night.
ScreenRoot {
    id: root

    readonly property HomeModel home: root.app.models.homeModel
    readonly property color ground: Theme.contrast ? "#000000" : Theme.cityPrimary
    readonly property color ink: Theme.on(ground)

    // Without a GPU the glide takes 15 % of a core day and night, and a cut takes 1 %.
    readonly property bool still: Theme.reduceMotion || root.app.screen.drawnByProcessor

    // The city's other languages each call in their own words, in turn.
    readonly property var others: Array.from(root.app.languages).filter(each => each.code !== root.app.language)

    // Lying, the largest words get the room that the languages and the closing hours leave.
    readonly property real room: call.y - Theme.large - tongues.y - tongues.height - Theme.medium

    property int turn: 0

    objectName: "attract"

    Rectangle {
        anchors.fill: parent
        color: root.ground
    }

    DriftingTiles {
        height: root.height
        rows: root.home.today
        still: root.still
        turn: root.turn
        width: Theme.portrait ? root.width : root.width * 0.56
        x: root.width - width
    }

    // Quiets the tiles under the words.
    Rectangle {
        anchors.fill: parent
        visible: Theme.portrait

        gradient: Gradient {
            GradientStop {
                color: root.ground
                position: (tongues.y + tongues.height) / root.height
            }

            GradientStop {
                color: Qt.alpha(root.ground, 0)
                position: (tongues.y + tongues.height) / root.height + 0.06
            }

            GradientStop {
                color: Qt.alpha(root.ground, 0)
                position: root.app.closedText === "" ? 0.56 : 0.48
            }

            GradientStop {
                color: root.ground
                position: root.app.closedText === "" ? 0.66 : 0.58
            }
        }
    }

    Rectangle {
        anchors.fill: parent
        visible: !Theme.portrait

        gradient: Gradient {
            orientation: Gradient.Horizontal

            GradientStop {
                color: root.ground
                position: 0.45
            }

            GradientStop {
                color: Qt.alpha(root.ground, 0)
                position: 0.57
            }
        }
    }

    Row {
        id: brand

        anchors.left: parent.left
        anchors.margins: Theme.margin * 1.2
        anchors.top: parent.top
        spacing: Theme.medium

        CityMark {
            app: root.app
            inverted: true
            side: 108 * Theme.unit
        }

        Column {
            anchors.verticalCenter: parent.verticalCenter

            TextBlock {
                color: root.ink
                role: "title"
                text: root.app.city.name
            }

            TextBlock {
                color: root.ink
                opacity: 0.86
                role: "label"
                text: root.home.view.date
            }
        }
    }

    Column {
        anchors.bottom: call.top
        anchors.bottomMargin: Theme.large
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin * 1.2
        spacing: Theme.small
        width: (Theme.portrait ? root.width : root.width * 0.46) - 2 * Theme.margin

        TextBlock {
            color: root.ink
            font.pixelSize: Theme.display * (Theme.portrait ? 1.16 : 1)
            minimumPixelSize: Math.round(Theme.heading)
            role: "display"
            text: qsTr("What are you up to today?")
            verticalAlignment: Text.AlignBottom
            width: parent.width

            Binding on height {
                value: Math.max(0, root.room - beneath.height - Theme.small)
                when: !Theme.portrait
            }
        }

        Column {
            id: beneath

            spacing: Theme.small
            width: parent.width

            // The kiosk stays usable: what is on tomorrow is worth a look through the window.
            Row {
                objectName: "attractClosed"
                spacing: Theme.small
                visible: root.app.closedText !== ""
                width: parent.width

                Icon {
                    id: moon

                    anchors.verticalCenter: parent.verticalCenter
                    color: root.ink
                    filled: true
                    name: "moon-stars"
                    size: 54 * Theme.unit
                }

                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - moon.width - parent.spacing

                    TextBlock {
                        color: root.ink
                        role: "heading"
                        text: [root.home.view.here, root.app.closedText].filter(part => part !== "").join(". ")
                        width: parent.width
                    }

                    TextBlock {
                        color: root.ink
                        opacity: 0.9
                        role: "subheading"
                        text: qsTr("You can look around here all the same.")
                        width: parent.width
                    }
                }
            }

            TextBlock {
                color: root.ink
                opacity: 0.9
                role: "subheading"
                visible: root.home.view.total > 0 && root.app.closedText === ""
                text: qsTr("%n thing(s) to learn, make and join in the city", "", root.home.view.total)
                width: parent.width
            }
        }
    }

    TouchHere {
        id: call

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.margin * 1.4
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin * 1.2
        greeting: root.others.length > 0 ? root.others[root.turn % root.others.length].greeting : ""
        raised: root.turn % 2 === 1
        still: root.still
        width: (Theme.portrait ? root.width : root.width * 0.45) - 2.4 * Theme.margin
    }

    MouseArea {
        Accessible.name: qsTr("Touch to begin")
        Accessible.role: Accessible.Button
        anchors.fill: parent
        objectName: "wake"

        Accessible.onPressAction: root.app.home()

        onClicked: root.app.home()
    }

    // Each in its own name: who looks for a language knows that word, and not always its code.
    Flow {
        id: tongues

        anchors.left: brand.left
        anchors.top: brand.bottom
        anchors.topMargin: Theme.medium
        spacing: Theme.small
        width: (Theme.portrait ? root.width : root.width * 0.46) - 2 * Theme.margin

        Repeater {
            model: root.app.languages

            KioskButton {
                required property var modelData

                objectName: "attractLanguage:" + modelData.code
                text: modelData.name
                variant: modelData.code === root.app.language ? "accent" : "secondary"

                onClicked: {
                    root.app.setLanguage(modelData.code);
                    root.app.home();
                }
            }
        }
    }

    Timer {
        interval: root.still ? 10000 : 7000
        repeat: true
        running: root.visible

        onTriggered: root.turn += 1
    }
}
