pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// The list twin: what the map shows, in reading order, for eyes, keys, switches and screen readers.
Item {
    id: root

    required property AppModel app
    required property ActivityListModel list
    required property string title
    // Whether map and list share the height, and which of them has more of it.
    property bool sizes: false
    property bool tall: false
    readonly property var picks: app.picks

    signal sized
    signal picked(string activity)

    SectionTitle {
        id: heading

        action: !root.sizes ? "" : root.tall ? qsTr("More map") : qsTr("More list")
        actionName: "mapTwinSize"
        title: root.title
        width: parent.width

        onActed: root.sized()
    }

    ListView {
        id: rows

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: heading.bottom
        anchors.topMargin: Theme.small
        clip: true
        model: root.list.cards
        objectName: "mapTwin"
        pressDelay: 60
        spacing: Theme.medium

        onAtYEndChanged: if (atYEnd)
            root.list.more()

        delegate: ActivityRow {
            picked: root.picks.includes(rowId)
            width: rows.width

            onClicked: root.app.navigate("detail", {
                "id": rowId
            })
            onPick: root.picked(rowId)
        }

        ScrollMark {
            view: rows
        }
    }

    Item {
        anchors.fill: rows
        clip: true
        objectName: "mapTwinLoading"
        visible: root.list.loading && root.list.cards.count === 0

        LoadingPage {
            heights: [280, 280, 280, 280]
            width: parent.width
        }
    }
}
