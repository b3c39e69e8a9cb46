pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// How was it? A face, and of what; no words of one's own, nothing that tells who it was.
ScreenRoot {
    id: root

    property string face: ""
    property string topic: ""
    property bool done: false

    function choose(chosen: string) {
        root.face = chosen;
        root.app.rate(chosen, root.topic);
    }

    objectName: "feedback"

    TopBar {
        id: bar

        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.large
        title: qsTr("How was it?")

        onBack: root.app.back()
    }

    ScrollArea {
        id: page

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: bar.bottom
        anchors.topMargin: Theme.medium

        Column {
            spacing: Theme.large
            topPadding: Theme.portrait ? page.height * 0.08 : 0
            visible: !root.done
            width: Math.min(page.width - 2 * Theme.margin, 1320 * Theme.unit)
            x: (page.width - width) / 2

            Row {
                spacing: Theme.medium
                width: parent.width

                Repeater {
                    model: [
                        {
                            "face": "good",
                            "icon": "smiley",
                            "text": qsTr("Good"),
                            "tone": Theme.positive
                        },
                        {
                            "face": "fair",
                            "icon": "smiley-meh",
                            "text": qsTr("So-so"),
                            "tone": Theme.warning
                        },
                        {
                            "face": "bad",
                            "icon": "smiley-sad",
                            "text": qsTr("Not good"),
                            "tone": Theme.danger
                        }
                    ]

                    Card {
                        id: choice

                        required property var modelData
                        readonly property bool chosen: root.face === modelData.face

                        Accessible.checkable: true
                        Accessible.checked: chosen
                        Accessible.role: Accessible.RadioButton
                        edge: chosen || Theme.contrast ? Theme.ink : Theme.dark ? Theme.line : "transparent"
                        fill: Theme.contrast ? "#000000" : chosen ? Theme.soft(modelData.tone) : Theme.surface
                        objectName: "face:" + modelData.face
                        tappable: true
                        text: modelData.text
                        width: (parent.width - 2 * Theme.medium) / 3

                        onClicked: root.choose(modelData.face)

                        Column {
                            spacing: Theme.small
                            width: choice.availableWidth

                            Icon {
                                anchors.horizontalCenter: parent.horizontalCenter
                                color: Theme.contrast ? Theme.ink : choice.chosen ? said.color : Theme.inked(choice.modelData.tone)
                                filled: choice.chosen
                                name: choice.modelData.icon
                                size: (Theme.portrait ? 230 : 190) * Theme.unit
                            }

                            TextBlock {
                                id: said

                                color: Theme.contrast || !choice.chosen ? Theme.ink : Theme.onSoft(choice.modelData.tone)
                                // As tall in each language, so that the three stay alike.
                                height: Theme.textScale > 1.3 ? 2.4 * Theme.label : undefined
                                horizontalAlignment: Text.AlignHCenter
                                role: "label"
                                strong: true
                                text: choice.modelData.text
                                width: parent.width
                            }
                        }
                    }
                }
            }

            Column {
                enabled: root.face !== ""
                opacity: enabled ? 1 : 0.45
                spacing: Theme.medium
                width: parent.width

                SectionTitle {
                    title: qsTr("What was it about?")
                    width: parent.width
                }

                Flow {
                    spacing: Theme.small
                    width: parent.width

                    Repeater {
                        model: [
                            {
                                "topic": "finding",
                                "icon": "magnifying-glass",
                                "text": qsTr("Finding something")
                            },
                            {
                                "topic": "activities",
                                "icon": "calendar-dots",
                                "text": qsTr("What the city offers")
                            },
                            {
                                "topic": "map",
                                "icon": "map-trifold",
                                "text": qsTr("The map")
                            },
                            {
                                "topic": "scan",
                                "icon": "qr-code",
                                "text": qsTr("Scanning codes")
                            },
                            {
                                "topic": "screen",
                                "icon": "hand-tap",
                                "text": qsTr("This screen")
                            }
                        ]

                        Chip {
                            required property var modelData

                            checked: root.topic === modelData.topic
                            iconName: modelData.icon
                            objectName: "topic:" + modelData.topic
                            text: modelData.text

                            onClicked: {
                                root.topic = root.topic === modelData.topic ? "" : modelData.topic;
                                root.app.rate(root.face, root.topic);
                            }
                        }
                    }
                }

                KioskButton {
                    iconName: "check"
                    large: true
                    objectName: "feedbackDone"
                    text: qsTr("That's it")
                    width: Math.min(parent.width, 640 * Theme.unit)

                    onClicked: root.done = true
                }
            }

            TextBlock {
                color: Theme.inkSoft
                text: qsTr("Nobody knows it was you: we only count how many people chose what each day. Anything that fewer than five chose is deleted when the day is over.")
                width: parent.width
            }
        }
    }

    EmptyState {
        anchors.centerIn: parent
        iconName: "hand-heart"
        objectName: "feedbackThanks"
        text: qsTr("It helps us make this kiosk better.")
        title: qsTr("Thank you!")
        visible: root.done
        width: parent.width - 4 * Theme.margin

        KioskButton {
            iconName: "house"
            objectName: "feedbackHome"
            text: qsTr("To the start")
            width: parent ? parent.width : 0

            onClicked: root.app.home()
        }
    }
}
