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
    readonly property bool empty: root.picks.length === 0

    objectName: "shortlist"

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
        height: root.wide ? 840 * Theme.unit : 584 * Theme.unit
        raised: false
        text: qsTr("Take your list to your phone")
        visible: !root.empty
        width: root.wide ? 600 * Theme.unit : implicitWidth

        Item {
            height: take.height - 2 * Theme.medium
            width: take.availableWidth

            QrCode {
                id: code

                label: qsTr("QR code with your list")
                modules: root.model.view.side
                objectName: "shortlistCode"
                source: root.model.view.source
                width: root.wide ? parent.width : parent.height
            }

            Column {
                anchors.bottom: root.wide ? parent.bottom : undefined
                anchors.left: root.wide ? parent.left : code.right
                anchors.leftMargin: root.wide ? 0 : Theme.large
                anchors.right: parent.right
                anchors.verticalCenter: root.wide ? undefined : parent.verticalCenter
                spacing: Theme.small

                Heading {
                    text: qsTr("Take your list to your phone")
                    width: parent.width
                }

                TextBlock {
                    color: Theme.inkSoft
                    text: qsTr("Point your phone's camera at the code. No login, no internet.")
                    width: parent.width
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
}
