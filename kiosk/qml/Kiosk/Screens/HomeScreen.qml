pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Today at a glance, and every way in.
ScreenRoot {
    id: root

    readonly property HomeModel home: root.app.models.homeModel
    readonly property real tileHeight: 396 * Theme.unit * (1 + (Theme.textScale - 1) * 1.05)
    readonly property real tileWidth: 400 * Theme.unit * (1 + (Theme.textScale - 1) * 0.6)
    readonly property var health: root.app.models.healthModel.view

    objectName: "home"

    ScrollArea {
        id: page

        anchors.fill: parent
        bottomRoom: 0
        interactive: sheet.height > height

        Item {
            id: sheet

            height: tiles.y + tiles.height + Theme.medium
            width: page.width

            Item {
                id: head

                anchors.left: parent.left
                anchors.leftMargin: Theme.margin
                anchors.right: parent.right
                anchors.rightMargin: Theme.margin
                anchors.top: parent.top
                anchors.topMargin: Theme.large
                height: Theme.target

                Row {
                    anchors.left: parent.left
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.small

                    CityMark {
                        anchors.verticalCenter: parent.verticalCenter
                        app: root.app
                    }

                    Column {
                        anchors.verticalCenter: parent.verticalCenter

                        TextBlock {
                            role: "subheading"
                            strong: true
                            text: root.app.city.name
                        }

                        TextBlock {
                            maximumLineCount: 1
                            role: "caption"
                            text: root.home.view.date
                            width: Math.max(0, faces.x - parent.parent.x - parent.x - Theme.small)
                        }
                    }
                }

                IconButton {
                    id: faces

                    anchors.right: status.left
                    anchors.rightMargin: visible ? Theme.small : 0
                    anchors.verticalCenter: parent.verticalCenter
                    iconName: "smiley"
                    label: qsTr("How was it?")
                    objectName: "homeFeedback"
                    tone: Theme.primaryInk
                    visible: root.app.listens
                    width: visible ? implicitWidth : 0

                    onClicked: root.app.navigate("feedback")
                }

                StatusPill {
                    id: status

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    freshness: root.health.state
                    objectName: "status"
                    text: root.health.text

                    onClicked: root.app.navigate("about")
                }
            }

            Item {
                id: welcome

                anchors.left: parent.left
                anchors.leftMargin: Theme.margin
                anchors.top: head.bottom
                anchors.topMargin: Theme.portrait ? Theme.large : Theme.medium
                height: welcomeWords.height
                width: Theme.portrait ? sheet.width - 2 * Theme.margin : (sheet.width - 3 * Theme.margin) * 0.62

                Column {
                    id: welcomeWords

                    spacing: Theme.medium
                    width: parent.width

                    Column {
                        spacing: 0
                        width: parent.width

                        TextBlock {
                            color: Theme.primaryInk
                            font.pixelSize: Theme.title * (Theme.portrait ? 1.12 : 0.94)
                            role: "title"
                            text: root.home.view.greeting
                            width: parent.width
                        }

                        TextBlock {
                            font.pixelSize: Theme.title * (Theme.portrait ? 1.12 : 0.94)
                            role: "title"
                            text: qsTr("What are you up to today?")
                            width: parent.width
                        }
                    }

                    Card {
                        height: Theme.target * 1.06
                        objectName: "homeSearch"
                        padding: 0
                        radius: height / 2
                        tappable: true
                        text: qsTr("Search: robots, dance, a street…")
                        width: parent.width

                        onClicked: root.app.navigate("list", {
                            "keyboard": "1"
                        })

                        Item {
                            height: Theme.target * 1.06
                            width: parent.width

                            Icon {
                                id: glass

                                anchors.left: parent.left
                                anchors.leftMargin: Theme.large
                                anchors.verticalCenter: parent.verticalCenter
                                color: Theme.primaryInk
                                name: "magnifying-glass"
                            }

                            TextBlock {
                                anchors.left: glass.right
                                anchors.leftMargin: Theme.small
                                anchors.right: parent.right
                                anchors.rightMargin: Theme.medium
                                anchors.verticalCenter: parent.verticalCenter
                                color: Theme.inkSoft
                                font.pixelSize: Theme.subheading * 0.95
                                fontSizeMode: Text.HorizontalFit
                                maximumLineCount: 1
                                minimumPixelSize: Math.round(18 * Theme.unit)
                                text: qsTr("Search: robots, dance, a street…")
                            }
                        }
                    }
                }
            }

            Card {
                id: notice

                anchors.left: welcome.left
                anchors.right: welcome.right
                anchors.top: welcome.bottom
                anchors.topMargin: visible ? Theme.medium : 0
                fill: Theme.contrast ? "#000000" : Theme.soft(Theme.accent)
                height: visible ? Math.max(72 * Theme.unit, noticeText.implicitHeight + 2 * Theme.small) : 0
                padding: 0
                raised: false
                objectName: "notice"
                tappable: true
                text: root.home.view.notice
                visible: root.home.view.notice !== ""

                onClicked: root.app.navigate("place", {
                    "id": root.home.view.placeId
                })

                Item {
                    height: notice.height
                    width: notice.width

                    Icon {
                        id: horn

                        anchors.left: parent.left
                        anchors.leftMargin: Theme.medium
                        anchors.verticalCenter: parent.verticalCenter
                        color: noticeText.color
                        filled: true
                        name: "megaphone"
                    }

                    TextBlock {
                        id: noticeText

                        anchors.left: horn.right
                        anchors.leftMargin: Theme.small
                        anchors.right: parent.right
                        anchors.rightMargin: Theme.medium
                        anchors.verticalCenter: parent.verticalCenter
                        color: Theme.onSoft(Theme.accent)
                        font.weight: Font.DemiBold
                        maximumLineCount: 3
                        role: "label"
                        text: root.home.view.notice
                    }
                }
            }

            // Today: a strip below in portrait, a column at the right in landscape.
            SectionTitle {
                id: todayTitle

                action: qsTr("See all")
                actionName: "todayAll"
                title: root.home.view.later ? qsTr("Tomorrow") : qsTr("Today, soonest first")
                width: Theme.portrait ? sheet.width - 2 * Theme.margin : sheet.width - 3 * Theme.margin - welcome.width
                x: Theme.portrait ? Theme.margin : welcome.x + welcome.width + Theme.margin
                y: Theme.portrait ? notice.y + notice.height + Theme.large : head.y + head.height + Theme.medium

                onActed: root.app.navigate("list", {
                    "day": root.home.view.later ? "tomorrow" : "today"
                })
            }

            ListView {
                id: strip

                readonly property bool sideways: Theme.portrait

                clip: !sideways
                height: sideways ? root.tileHeight + 12 * Theme.unit : page.height - y - Theme.medium
                leftMargin: sideways ? Theme.margin : 0
                model: root.home.today
                objectName: "todayStrip"
                orientation: sideways ? ListView.Horizontal : ListView.Vertical
                pressDelay: 60
                rightMargin: sideways ? Theme.margin : 0
                spacing: Theme.medium
                width: sideways ? sheet.width : todayTitle.width + Theme.small
                x: sideways ? 0 : todayTitle.x
                y: todayTitle.y + todayTitle.height + Theme.small

                delegate: ActivityTile {
                    id: tile

                    required property bool pinned

                    height: strip.sideways ? root.tileHeight : root.tileHeight * 0.94
                    width: strip.sideways ? root.tileWidth : strip.width - Theme.small

                    onClicked: root.app.navigate("detail", {
                        "id": rowId
                    })

                    // The centre shows it first.
                    Rectangle {
                        Accessible.ignored: true
                        anchors.margins: Theme.small
                        anchors.right: parent.right
                        anchors.top: parent.top
                        color: Theme.surface
                        height: width
                        objectName: "pinned:" + tile.rowId
                        radius: width / 2
                        visible: tile.pinned
                        width: 64 * Theme.unit

                        Icon {
                            anchors.centerIn: parent
                            color: Theme.primaryInk
                            filled: true
                            name: "push-pin"
                            size: 40 * Theme.unit
                        }
                    }
                }
                footer: Item {
                    height: Theme.medium
                    width: Theme.tiny
                }
            }

            Row {
                spacing: Theme.medium
                visible: !root.home.view.loaded
                x: strip.x + strip.leftMargin
                y: strip.y

                Repeater {
                    model: Theme.portrait ? 3 : 1

                    Skeleton {
                        height: 396 * Theme.unit
                        radius: Theme.radius
                        width: 400 * Theme.unit
                    }
                }
            }

            HomeTiles {
                id: tiles

                app: root.app
                room: page.height - y - Theme.medium
                width: welcome.width
                x: Theme.margin
                y: (Theme.portrait ? strip.y + strip.height : notice.y + notice.height) + Theme.large
            }
        }
    }
}
