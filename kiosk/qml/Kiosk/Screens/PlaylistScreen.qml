pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// One path: its steps in order along a line.
ScreenRoot {
    id: root

    readonly property PlaylistsModel model: root.app.models.playlistModel
    readonly property var view: model.view
    readonly property string stage: view.state
    readonly property color colour: view.colour ?? Theme.primary

    objectName: "playlist"

    onStageChanged: list.start()

    TopBar {
        id: bar

        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.large
        subtitle: root.view.count ?? ""
        title: root.view.state === "gone" ? qsTr("This playlist is no longer here") : root.view.name ?? ""

        onBack: root.app.back()
    }

    LoadingPage {
        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: bar.bottom
        heights: [220, 220, 220, 220]
        visible: root.stage === "loading"
    }

    PageList {
        id: list

        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: bar.bottom
        anchors.topMargin: Theme.medium
        model: root.model.steps
        width: Math.min(parent.width - 2 * Theme.margin, 1240 * Theme.unit)

        delegate: Item {
            id: step

            required property int index
            required property int number
            required property bool badge
            required property string target
            required property string title
            required property string note
            required property bool needed
            required property bool done
            required property string when
            required property string place
            required property string price
            required property string image

            height: stepCard.height + Theme.medium
            width: list.width

            Rectangle {
                color: Theme.contrast ? Theme.ink : root.colour
                height: parent.height
                opacity: 0.35
                visible: step.index < list.count - 1
                width: 8 * Theme.unit
                x: dot.x + dot.width / 2 - width / 2
                y: dot.y + dot.height / 2
            }

            Rectangle {
                id: dot

                border.color: Theme.contrast ? Theme.ink : root.colour
                border.width: 5 * Theme.unit
                color: step.done ? Theme.positive : step.needed ? (Theme.contrast ? "#000000" : root.colour) : Theme.background
                height: width
                radius: width / 2
                width: 76 * Theme.unit
                y: (stepCard.height - height) / 2

                TextBlock {
                    anchors.centerIn: parent
                    color: Theme.contrast ? Theme.ink : step.needed ? Theme.on(root.colour) : Theme.inked(root.colour)
                    role: "subheading"
                    strong: true
                    text: step.number
                    visible: !step.done
                }

                Icon {
                    anchors.centerIn: parent
                    color: Theme.on(Theme.positive)
                    name: "check"
                    size: 40 * Theme.unit
                    visible: step.done
                }
            }

            Card {
                id: stepCard

                anchors.left: dot.right
                anchors.leftMargin: Theme.medium
                anchors.right: parent.right
                objectName: "step:" + step.number
                tappable: step.target !== ""
                text: [step.title, step.done ? qsTr("done") : step.needed ? qsTr("required") : qsTr("optional")].join(", ")

                onClicked: if (step.target !== "")
                    root.app.navigate(step.badge ? "badge" : "detail", {
                        "id": step.target
                    })

                Item {
                    height: Math.max(words.height, step.badge ? 132 * Theme.unit : 84 * Theme.unit)
                    width: stepCard.availableWidth

                    Image {
                        id: art

                        anchors.verticalCenter: parent.verticalCenter
                        height: visible ? 132 * Theme.unit : 0
                        source: step.image
                        sourceSize.height: 264
                        sourceSize.width: 264
                        visible: step.image !== ""
                        width: height
                    }

                    Column {
                        id: words

                        anchors.left: art.right
                        anchors.leftMargin: art.visible ? Theme.medium : 0
                        anchors.right: arrow.left
                        anchors.rightMargin: Theme.small
                        anchors.verticalCenter: parent.verticalCenter
                        spacing: Theme.tiny

                        TextBlock {
                            color: Theme.inked(root.colour)
                            font.weight: Font.Bold
                            role: "caption"
                            text: [step.badge ? qsTr("Badge") : qsTr("Activity"), step.needed ? qsTr("required") : qsTr("optional"), step.done ? qsTr("done") : ""].filter(part => part !== "").join(" · ")
                        }

                        TextBlock {
                            font.weight: Font.Bold
                            role: "subheading"
                            text: step.title
                            width: parent.width
                        }

                        TextBlock {
                            color: Theme.inkSoft
                            font.pixelSize: Theme.label * 0.95
                            text: step.note
                            visible: text !== ""
                            width: parent.width
                        }

                        Fact {
                            iconName: "calendar-blank"
                            room: parent.width
                            text: [step.when, step.place, step.price].filter(part => part !== "").join(" · ")
                        }
                    }

                    Icon {
                        id: arrow

                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        color: Theme.inkSoft
                        name: "caret-right"
                        visible: step.target !== ""
                        width: visible ? size : 0
                    }
                }
            }
        }
        footer: Column {
            topPadding: Theme.medium
            width: list.width

            SourceLine {
                demonstration: root.view.demonstration ?? false
                text: root.view.source ?? ""
                width: parent.width
            }

            Item {
                height: Theme.large
                width: 1
            }
        }
        header: Column {
            bottomPadding: Theme.large
            spacing: Theme.medium
            width: list.width

            TextBlock {
                font.pixelSize: Theme.subheading * 0.96
                text: root.view.description ?? ""
                width: parent.width
            }

            Card {
                id: walked

                fill: Theme.contrast ? "#000000" : Theme.soft(Theme.positive)
                objectName: "progress"
                raised: false
                text: root.view.progress ?? ""
                visible: text !== ""
                width: parent.width

                Column {
                    spacing: Theme.small
                    width: walked.availableWidth

                    Fact {
                        iconName: "check-circle"
                        ink: Theme.onSoft(Theme.positive)
                        room: parent.width
                        strong: true
                        text: walked.text
                    }

                    Rectangle {
                        color: Theme.surface
                        height: Theme.small
                        radius: height / 2
                        width: parent.width

                        Rectangle {
                            color: Theme.positive
                            height: parent.height
                            radius: height / 2
                            width: Math.max(height, parent.width * (root.view.share ?? 0))
                        }
                    }

                    TextBlock {
                        role: "caption"
                        text: qsTr("By the badge that you scanned. The kiosk forgets it when you leave.")
                        width: parent.width
                    }
                }
            }
        }
    }
}
