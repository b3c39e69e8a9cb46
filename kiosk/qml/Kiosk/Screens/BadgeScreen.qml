pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// One badge: what it says, what it takes, what it counts for, and where to earn it.
ScreenRoot {
    id: root

    readonly property BadgesModel model: root.app.models.badgeModel
    readonly property var view: model.view
    readonly property string stage: view.state

    objectName: "badge"

    onStageChanged: list.start()

    component Passage: Column {
        id: passage

        property string heading: ""
        property string text: ""

        spacing: Theme.tiny
        visible: text !== ""
        width: parent ? parent.width : 0

        TextBlock {
            color: Theme.primaryInk
            role: "label"
            text: passage.heading
        }

        TextBlock {
            text: passage.text
            width: parent.width
        }
    }

    component Word: Column {
        id: word

        required property string text
        required property string when
        required property string who
        required property bool past

        spacing: Theme.tiny / 2
        width: parent ? parent.width : 0

        TextBlock {
            color: word.past ? Theme.inkSoft : Theme.ink
            text: word.text
            width: parent.width
        }

        Fact {
            iconName: word.past ? "clock-counter-clockwise" : "calendar-blank"
            ink: word.past ? Theme.warning : Theme.inkSoft
            room: parent.width
            strong: word.past
            text: [word.past ? qsTr("no longer") : "", word.when].filter(part => part !== "").join(" · ")
        }

        TextBlock {
            role: "caption"
            text: qsTr("Source: %1").arg(word.who)
            visible: word.who !== ""
            width: parent.width
        }
    }

    component NextStep: ActivityRow {
        id: step

        required property string reason

        picked: root.isPicked(rowId)
        text: [title, reason, when, place, price, age].filter(part => part !== "").join(", ")
        topPadding: Theme.medium + because.height + Theme.small

        onClicked: root.app.navigate("detail", {
            "id": rowId
        })
        onPick: root.app.pick(rowId)

        Fact {
            id: because

            iconName: "arrow-bend-down-right"
            ink: Theme.primaryInk
            room: step.availableWidth
            text: step.reason
            y: -height - Theme.small
        }
    }

    TopBar {
        id: bar

        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.large
        title: root.view.state === "gone" ? qsTr("This badge is no longer here") : qsTr("Badge")

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
        model: root.model.teaching
        spacing: Theme.medium
        visible: root.view.state === "found"
        width: Math.min(parent.width - 2 * Theme.margin, 1240 * Theme.unit)

        delegate: ActivityRow {
            picked: root.isPicked(rowId)
            width: list.width

            onClicked: root.app.navigate("detail", {
                "id": rowId
            })
            onPick: root.app.pick(rowId)
        }
        footer: Column {
            topPadding: Theme.large
            width: list.width

            Column {
                bottomPadding: Theme.large
                spacing: Theme.medium
                visible: root.model.next.count > 0
                width: parent.width

                SectionTitle {
                    title: qsTr("What next")
                    width: parent.width
                }

                Repeater {
                    model: root.model.next

                    NextStep {
                        objectName: "next:" + rowId
                        width: parent ? parent.width : 0
                    }
                }
            }

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
            bottomPadding: Theme.medium
            spacing: Theme.large
            width: list.width

            Item {
                height: Math.max(art.height, names.height)
                width: parent.width

                Image {
                    id: art

                    height: 320 * Theme.unit
                    source: root.view.image ?? ""
                    sourceSize.height: 640
                    sourceSize.width: 640
                    width: height
                }

                Column {
                    id: names

                    anchors.left: art.right
                    anchors.leftMargin: Theme.large
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.small

                    TextBlock {
                        role: "title"
                        text: root.view.name ?? ""
                        width: parent.width
                    }

                    Fact {
                        iconName: "seal-check"
                        room: parent.width
                        text: root.view.issuer ?? ""
                    }

                    LanguageMark {
                        code: root.view.foreign ?? ""
                    }

                    Fact {
                        iconName: "check-circle"
                        ink: Theme.positive
                        objectName: "badgeHeld"
                        room: parent.width
                        strong: true
                        text: root.view.held ? qsTr("You showed this badge") : ""
                    }
                }
            }

            Card {
                id: facts

                text: root.view.name ?? ""
                width: parent.width

                Column {
                    spacing: Theme.medium
                    width: facts.availableWidth

                    Passage {
                        heading: qsTr("What it says about you")
                        text: root.view.description ?? ""
                    }

                    Passage {
                        heading: qsTr("What it takes")
                        text: root.view.criteria ?? ""
                    }

                    Passage {
                        heading: qsTr("What it counts for")
                        text: root.view.countsFor ?? ""
                    }

                    Repeater {
                        model: root.model.counts

                        Word {
                            objectName: "counts"
                        }
                    }

                    Passage {
                        heading: qsTr("Level")
                        text: root.view.level ?? ""
                    }

                    Passage {
                        heading: qsTr("Skills")
                        text: (root.view.skills ?? []).join(", ")
                    }
                }
            }

            Card {
                id: others

                text: qsTr("Who else vouches for it")
                visible: root.model.endorsements.count > 0
                width: parent.width

                Column {
                    spacing: Theme.medium
                    width: others.availableWidth

                    TextBlock {
                        color: Theme.primaryInk
                        role: "label"
                        text: qsTr("Who else vouches for it")
                    }

                    Repeater {
                        model: root.model.endorsements

                        Word {
                            objectName: "endorsement"
                        }
                    }
                }
            }

            Column {
                spacing: Theme.small
                visible: root.model.playlists.count > 0
                width: parent.width

                SectionTitle {
                    title: qsTr("Playlists that lead here")
                    width: parent.width
                }

                Repeater {
                    model: root.model.playlists

                    PlaylistCard {
                        required property string rowId

                        objectName: "playlist:" + rowId
                        width: parent ? parent.width : 0

                        onClicked: root.app.navigate("playlist", {
                            "id": rowId
                        })
                    }
                }
            }

            SectionTitle {
                title: qsTr("Where to earn it")
                visible: root.model.teaching.count > 0
                width: parent.width
            }
        }
    }
}
