pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// All the paths of the city.
ScreenRoot {
    id: root

    readonly property PlaylistsModel model: root.app.models.playlistsModel
    readonly property int columns: Theme.portrait ? 1 : 2

    objectName: "playlists"

    TopBar {
        id: bar

        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.large
        subtitle: qsTr("Through the city, step by step")
        title: qsTr("Playlists")

        onBack: root.app.back()
    }

    LoadingPage {
        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: bar.bottom
        heights: [220, 220, 220, 220]
        visible: root.model.view.state === "loading"
    }

    GridView {
        id: grid

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin - Theme.medium
        anchors.top: bar.bottom
        anchors.topMargin: Theme.medium
        cellHeight: 292 * Theme.unit * Theme.textScale
        cellWidth: width / root.columns
        clip: true
        model: root.model.rows
        pressDelay: 60

        delegate: Item {
            id: cell

            required property string rowId
            required property string name
            required property string description
            required property string iconName
            required property string colour
            required property string count
            required property string progress
            required property real share
            required property string image
            required property string source
            required property bool demonstration

            height: grid.cellHeight
            width: grid.cellWidth

            PlaylistCard {
                anchors.fill: parent
                anchors.bottomMargin: Theme.medium
                anchors.rightMargin: Theme.medium
                colour: cell.colour
                count: cell.count
                demonstration: cell.demonstration
                description: cell.description
                iconName: cell.iconName
                image: cell.image
                name: cell.name
                objectName: "playlist:" + cell.rowId
                progress: cell.progress
                share: cell.share
                source: cell.source

                onClicked: root.app.navigate("playlist", {
                    "id": cell.rowId
                })
            }
        }

        ScrollMark {
            view: grid
        }
    }
}
