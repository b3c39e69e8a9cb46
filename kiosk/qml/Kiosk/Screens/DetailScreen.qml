pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Everything to decide by, and a way to take it along.
ScreenRoot {
    id: root

    readonly property ActivityDetailModel model: root.app.models.detailModel
    readonly property var view: model.view
    readonly property bool found: view.state === "found"
    readonly property bool picked: found && root.isPicked(view.id)
    readonly property bool wide: !Theme.portrait
    readonly property color colour: found ? view.colour : Theme.primary

    objectName: "detail"

    onFoundChanged: page.contentY = 0

    component Panel: Card {
        fill: Theme.surface
        padding: Theme.medium
    }

    TopBar {
        id: bar

        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.large

        onBack: root.app.back()

        KioskButton {
            iconName: "dice-five"
            objectName: "surpriseAgain"
            text: qsTr("Another one")
            variant: "accent"
            visible: root.app.params.surprise === "1"

            onClicked: root.app.surprise()
        }

        IconButton {
            iconName: "qr-code"
            label: qsTr("Take it to your phone")
            objectName: "detailCodeOpen"
            tone: Theme.primaryInk
            visible: root.found

            onClicked: codeSheet.open = true
        }

        KioskButton {
            iconFilled: root.picked
            iconName: "heart"
            objectName: "pick"
            text: root.picked ? qsTr("On my list") : qsTr("Add to my list")
            variant: root.picked ? "secondary" : "primary"
            visible: root.found

            onClicked: root.app.pick(root.view.id)
        }
    }

    EmptyState {
        anchors.centerIn: parent
        iconName: "ghost"
        text: qsTr("The organizer may have ended it. Have a look at what else there is.")
        title: qsTr("This activity is no longer here")
        visible: root.view.state === "gone"
        width: parent.width - 4 * Theme.margin

        KioskButton {
            objectName: "goneBack"
            text: qsTr("Find something else")
            width: parent ? parent.width : 0

            onClicked: root.app.replace("list", {})
        }
    }

    LoadingPage {
        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: bar.bottom
        visible: root.view.state === "loading"
    }

    ScrollArea {
        id: page

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.top: bar.bottom
        anchors.topMargin: Theme.medium
        objectName: "detailPage"
        visible: root.found
        width: root.wide ? root.width - side.width - Theme.margin * 1.5 : root.width

        Column {
            spacing: Theme.large
            width: page.width - 2 * x
            x: Theme.margin

            Column {
                spacing: Theme.medium
                width: parent.width

                Rectangle {
                    border.color: Theme.ink
                    border.width: Theme.contrast ? Theme.hair : 0
                    color: Theme.contrast ? "#000000" : root.colour
                    height: Math.max(heroWords.height + 2 * Theme.large, 260 * Theme.unit)
                    radius: Theme.radiusLarge
                    width: parent.width

                    Icon {
                        anchors.right: parent.right
                        anchors.rightMargin: Theme.large
                        anchors.verticalCenter: parent.verticalCenter
                        color: heroTitle.color
                        name: root.view.iconName ?? "circle"
                        opacity: 0.92
                        size: Math.min(190 * Theme.unit, parent.width * 0.18)
                    }

                    Column {
                        id: heroWords

                        anchors.left: parent.left
                        anchors.leftMargin: Theme.large
                        anchors.verticalCenter: parent.verticalCenter
                        spacing: Theme.small
                        width: parent.width * 0.76 - Theme.large

                        TopicLabel {
                            colour: root.colour
                            extra: root.view.kind ?? ""
                            ink: heroTitle.color
                            name: root.view.topic ?? ""
                            room: parent.width
                            shape: root.view.shape ?? "circle"
                        }

                        TextBlock {
                            id: heroTitle

                            color: Theme.contrast ? Theme.ink : Theme.on(root.colour)
                            maximumLineCount: 4
                            role: "title"
                            text: root.view.title ?? ""
                            width: parent.width
                        }

                        LanguageMark {
                            code: root.view.titleForeign ?? ""
                        }
                    }
                }

                Row {
                    spacing: Theme.small

                    visible: (root.view.foreign ?? "") !== ""

                    LanguageMark {
                        id: mark

                        anchors.verticalCenter: parent.verticalCenter
                        code: root.view.foreign ?? ""
                    }

                    TextBlock {
                        anchors.verticalCenter: parent.verticalCenter
                        color: Theme.inkSoft
                        role: "label"
                        text: qsTr("The organizer has not written this in your language yet.")
                        width: page.width - 2 * Theme.margin - mark.width - Theme.small
                    }
                }

                TextBlock {
                    font.pixelSize: Theme.subheading * 0.96
                    text: root.view.description ?? ""
                    visible: text !== ""
                    width: page.width - 2 * Theme.margin
                }
            }

            DetailFacts {
                app: root.app
                view: root.view
                width: parent.width
            }

            Loader {
                active: !root.wide
                sourceComponent: takeAlong
                visible: active
                width: parent.width
            }

            Column {
                spacing: Theme.small
                visible: root.model.taught.count > 0
                width: parent.width

                SectionTitle {
                    title: qsTr("A badge you can earn here")
                    width: parent.width
                }

                Repeater {
                    model: root.model.taught

                    Card {
                        id: taught

                        required property string rowId
                        required property string name
                        required property string image

                        objectName: "badge:" + rowId
                        tappable: true
                        text: name
                        width: parent ? parent.width : 0

                        onClicked: root.app.navigate("badge", {
                            "id": rowId
                        })

                        Item {
                            height: 120 * Theme.unit
                            width: taught.availableWidth

                            Image {
                                id: art

                                height: 120 * Theme.unit
                                source: taught.image
                                sourceSize.height: 240
                                sourceSize.width: 240
                                width: height
                            }

                            TextBlock {
                                anchors.left: art.right
                                anchors.leftMargin: Theme.medium
                                anchors.right: arrow.left
                                anchors.verticalCenter: parent.verticalCenter
                                role: "subheading"
                                strong: true
                                text: taught.name
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
                }
            }

            Column {
                spacing: Theme.small
                visible: root.model.similar.count > 0
                width: parent.width

                SectionTitle {
                    title: qsTr("More like this")
                    width: parent.width
                }

                ListView {
                    clip: root.wide
                    height: 384 * Theme.unit * (1 + (Theme.textScale - 1) * 0.85)
                    leftMargin: root.wide ? 0 : Theme.margin
                    model: root.model.similar
                    orientation: ListView.Horizontal
                    pressDelay: 60
                    rightMargin: root.wide ? 0 : Theme.margin
                    spacing: Theme.medium
                    width: page.width - (root.wide ? 2 * Theme.margin : 0)
                    x: root.wide ? 0 : -Theme.margin

                    delegate: ActivityTile {
                        height: ListView.view.height - Theme.small
                        width: 400 * Theme.unit * (1 + (Theme.textScale - 1) * 0.6)

                        onClicked: root.app.navigate("detail", {
                            "id": rowId
                        })
                    }
                }
            }

            DataNote {
                demonstration: root.view.demonstration ?? false
                source: root.view.source ?? ""
                updated: root.view.updated ?? ""
                width: parent.width
            }
        }
    }

    Loader {
        id: side

        active: root.wide && root.found
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.top: bar.bottom
        anchors.topMargin: Theme.medium
        sourceComponent: takeAlong
        width: 664 * Theme.unit
    }

    Component {
        id: takeAlong

        TakeAlong {
            view: root.view

            onEnlarge: codeSheet.open = true
        }
    }

    Sheet {
        id: codeSheet

        objectName: "codeSheet"
        subtitle: root.view.title ?? ""
        title: qsTr("Take it to your phone")
        wide: 900 * Theme.unit

        onClosed: open = false

        Column {
            spacing: Theme.medium
            width: parent.width

            QrCode {
                anchors.horizontalCenter: parent.horizontalCenter
                label: qsTr("QR code with the time and the address")
                modules: root.found ? root.view.code.side : 0
                objectName: "sheetCode"
                source: root.found ? root.view.code.source : ""
                width: Math.min(parent.width, 720 * Theme.unit)
            }

            TextBlock {
                color: Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Open the camera of your phone. The event goes straight into your calendar, no internet needed.")
                width: parent.width
            }
        }
    }
}
