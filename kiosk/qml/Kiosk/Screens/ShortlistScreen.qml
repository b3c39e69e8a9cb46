pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// What the visitor picked, and one code to take it along. Nothing of it stays on the kiosk.
ScreenRoot {
    id: root

    readonly property ShortlistModel model: root.app.models.shortlistModel
    readonly property bool wide: !Theme.portrait
    readonly property bool loading: !empty && root.model.view.asked === 0
    readonly property bool empty: root.picks.length === 0
    readonly property real codeSide: 624 * Theme.unit
    readonly property var page: root.model.view.page
    readonly property bool online: page.source !== ""
    property bool asPage: false
    readonly property var shown: asPage && online ? page : root.model.view

    objectName: "shortlist"

    onVisibleChanged: asPage = false

    TopBar {
        id: bar

        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.large
        subtitle: root.empty ? "" : qsTr("%n activity(s)", "", root.picks.length)
        title: qsTr("My list")

        onBack: root.app.back()
    }

    EmptyState {
        anchors.centerIn: parent
        iconName: "heart"
        text: qsTr("Touch the heart on an activity. Your list goes to your phone by one code, and is forgotten here when you leave.")
        title: qsTr("Nothing on your list yet")
        visible: root.empty
        width: Math.min(parent.width - 2 * Theme.margin, 860 * Theme.unit)

        KioskButton {
            objectName: "shortlistFind"
            text: qsTr("Find something to do")
            width: parent ? parent.width : 0

            onClicked: root.app.navigate("list", {
                "day": "today"
            })
        }
    }

    Card {
        id: take

        anchors.left: root.wide ? undefined : parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: bar.bottom
        anchors.topMargin: Theme.medium
        fill: Theme.contrast ? "#000000" : Theme.dark ? Theme.surface : Theme.primarySoft
        height: root.wide ? Math.min(root.height - y - Theme.medium, root.codeSide + side.implicitHeight + 2 * padding + Theme.medium) : root.codeSide + 2 * padding
        padding: root.wide ? Theme.medium : Theme.small
        raised: false
        text: qsTr("Take your list to your phone")
        visible: !root.empty
        width: root.wide ? root.codeSide + 2 * padding : implicitWidth

        Item {
            height: take.availableHeight
            width: take.availableWidth

            QrCode {
                id: code

                label: qsTr("QR code with your list")
                modules: root.shown.side
                objectName: "shortlistCode"
                source: root.shown.source
                width: root.wide ? Math.min(root.codeSide, parent.height - side.implicitHeight - Theme.small) : root.codeSide
            }

            Skeleton {
                height: width
                radius: Theme.radius
                visible: root.loading
                width: code.width
            }

            Column {
                id: side

                anchors.bottom: root.wide ? parent.bottom : undefined
                anchors.left: root.wide ? parent.left : code.right
                anchors.leftMargin: root.wide ? 0 : Theme.medium
                anchors.right: parent.right
                anchors.verticalCenter: root.wide ? undefined : parent.verticalCenter
                spacing: Theme.small

                Heading {
                    text: qsTr("Take your list to your phone")
                    visible: !root.wide
                    width: parent.width
                }

                TextBlock {
                    color: Theme.inkSoft
                    text: root.asPage && root.online ? qsTr("The code opens your list as a page. Your phone needs the internet for it.") : qsTr("Point your phone's camera at the code. No login, no internet.")
                    width: parent.width
                }

                Flow {
                    spacing: Theme.tiny
                    visible: root.online
                    width: parent.width

                    Chip {
                        objectName: "asText"
                        selected: !root.asPage
                        text: qsTr("As text")

                        onClicked: root.asPage = false
                    }

                    Chip {
                        objectName: "asPage"
                        selected: root.asPage
                        text: qsTr("As a page")

                        onClicked: root.asPage = true
                    }
                }
            }
        }
    }

    ListView {
        id: list

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.top: root.wide ? bar.bottom : take.bottom
        anchors.topMargin: Theme.medium
        clip: true
        model: root.model.picks
        pressDelay: 60
        spacing: Theme.medium
        visible: !root.empty
        width: root.wide ? take.x - 2 * Theme.margin : root.width - 2 * Theme.margin

        delegate: ActivityRow {
            picked: true
            width: list.width

            onClicked: root.app.navigate("detail", {
                "id": rowId
            })
            onPick: root.app.pick(rowId)
        }

        ScrollMark {
            view: list
        }
    }

    Item {
        anchors.fill: list
        clip: true
        objectName: "shortlistLoading"
        visible: root.loading

        LoadingPage {
            heights: root.picks.map(() => 280)
            width: parent.width
        }
    }
}
