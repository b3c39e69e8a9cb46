pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// What badges and volunteering count for, by year, each with who says so.
ScreenRoot {
    id: root

    readonly property RecognitionModel model: root.app.models.recognitionModel
    readonly property var view: model.view
    readonly property string stage: view.state

    objectName: "recognition"

    onStageChanged: list.start()

    TopBar {
        id: bar

        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.large
        subtitle: qsTr("Badges, volunteering and admission")
        title: qsTr("What counts for what")

        onBack: root.app.back()
    }

    LoadingPage {
        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: bar.bottom
        heights: [160, 260, 260]
        visible: root.stage === "loading"
    }

    PageList {
        id: list

        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: bar.bottom
        anchors.topMargin: Theme.medium
        model: root.model.rows
        objectName: "recognitionPage"
        spacing: Theme.medium
        visible: root.stage === "found"
        width: Math.min(parent.width - 2 * Theme.margin, 1320 * Theme.unit)

        section.delegate: Item {
            required property string section

            height: title.height + Theme.large
            width: list.width

            SectionTitle {
                id: title

                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.medium
                title: parent.section === "now" ? qsTr("Now, in %1").arg(root.view.year) : parent.section === "later" ? qsTr("In later years") : qsTr("In earlier years, no longer")
                width: parent.width
            }
        }
        section.property: "holds"

        delegate: Card {
            id: row

            required property string rowId
            required property string badge
            required property string name
            required property string image
            required property string says
            required property string foreign
            required property string when
            required property string who
            required property string url
            required property string holds

            readonly property bool past: holds === "before"

            objectName: "recognition:" + rowId
            tappable: true
            text: [name, past ? qsTr("no longer") : "", when, says, who].filter(part => part !== "").join(", ")
            width: list.width

            onClicked: root.app.navigate("badge", {
                "id": badge
            })

            Item {
                height: Math.max(art.height, words.height)
                width: row.availableWidth

                Image {
                    id: art

                    height: 132 * Theme.unit
                    opacity: row.past ? 0.5 : 1
                    source: row.image
                    sourceSize.height: 264
                    sourceSize.width: 264
                    width: height
                }

                Column {
                    id: words

                    anchors.left: art.right
                    anchors.leftMargin: Theme.medium
                    anchors.right: arrow.left
                    anchors.rightMargin: Theme.small
                    spacing: Theme.tiny

                    Fact {
                        iconName: row.past ? "clock-counter-clockwise" : "calendar-blank"
                        ink: row.past ? Theme.warning : Theme.primaryInk
                        room: parent.width
                        strong: true
                        text: [row.past ? qsTr("no longer") : "", row.when].filter(part => part !== "").join(" · ")
                    }

                    LanguageMark {
                        code: row.foreign
                    }

                    TextBlock {
                        color: row.past ? Theme.inkSoft : Theme.ink
                        role: "subheading"
                        text: row.says
                        width: parent.width
                    }

                    TextBlock {
                        role: "caption"
                        text: row.name
                        width: parent.width
                    }

                    TextBlock {
                        role: "caption"
                        text: qsTr("Source: %1").arg([row.who, row.url].filter(part => part !== "").join(" · "))
                        visible: row.who !== "" || row.url !== ""
                        width: parent.width
                        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                    }
                }

                Icon {
                    id: arrow

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.inkSoft
                    name: "caret-right"
                }
            }
        }
        footer: Column {
            spacing: Theme.medium
            topPadding: Theme.large
            width: list.width

            LinkRow {
                iconName: "hand-heart"
                name: qsTr("Where to volunteer")
                note: qsTr("%n activity(s)", "", root.view.volunteering)
                objectName: "recognitionVolunteering"
                visible: root.view.volunteering > 0
                width: parent.width

                onClicked: root.app.navigate("list", {
                    "kinds": "volunteering"
                })
            }

            LinkRow {
                iconName: "medal"
                name: qsTr("All badges")
                note: ""
                objectName: "recognitionBadges"
                width: parent.width

                onClicked: root.app.navigate("badges")
            }

            Item {
                height: Theme.large
                width: 1
            }
        }
        header: Column {
            bottomPadding: Theme.small
            spacing: Theme.medium
            width: list.width

            TextBlock {
                text: qsTr("Rules change every year. This page only repeats what others have said, with the years and the source: before you count on it, ask the school or the organizer.")
                width: parent.width
            }

            EmptyState {
                iconName: "scales"
                text: qsTr("Nobody has told the city yet what its badges count for. What each badge says about you is on its page.")
                objectName: "recognitionNothing"
                title: qsTr("Nothing is known yet")
                topPadding: Theme.large
                visible: root.model.rows.count === 0
                width: parent.width
            }
        }
    }
}
