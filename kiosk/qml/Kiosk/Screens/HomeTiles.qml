pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// The ways in. They share the `room` that is left, and grow beyond it when the text does.
Grid {
    id: tiles

    required property AppModel app
    required property real room
    readonly property HomeModel home: app.models.homeModel

    readonly property int lines: Math.ceil(9 / columns)
    readonly property real unitWidth: (width - (columns - 1) * columnSpacing) / columns
    readonly property real least: (Theme.portrait ? 170 : 140) * Theme.unit * (1 + (Theme.textScale - 1) * 1.1)
    readonly property real unitHeight: Math.max(least, (room - (lines - 1) * rowSpacing) / lines)

    columnSpacing: Theme.medium
    columns: Theme.textScale > 1.3 ? 2 : 3
    height: lines * unitHeight + (lines - 1) * rowSpacing
    rowSpacing: Theme.medium

    BigTile {
        bold: true
        caption: qsTr("%n activity(s)", "", tiles.home.view.today_total)
        filled: true
        height: tiles.unitHeight
        iconName: "sun-horizon"
        objectName: "tileToday"
        title: qsTr("Today")
        tone: Theme.primary
        width: tiles.unitWidth

        onClicked: tiles.app.navigate("list", {
            "day": "today"
        })
    }

    BigTile {
        caption: qsTr("Near you")
        height: tiles.unitHeight
        iconName: "map-trifold"
        objectName: "tileMap"
        title: qsTr("Map")
        tone: "#2e7036"
        width: tiles.unitWidth

        onClicked: tiles.app.navigate("map")
    }

    BigTile {
        bold: true
        caption: qsTr("We pick for you")
        filled: true
        height: tiles.unitHeight
        iconName: "dice-five"
        objectName: "tileSurprise"
        title: qsTr("Surprise me")
        tone: Theme.accent
        width: tiles.unitWidth

        onClicked: tiles.app.surprise()
    }

    BigTile {
        caption: qsTr("%n activity(s)", "", tiles.home.view.free)
        height: tiles.unitHeight
        iconName: "gift"
        objectName: "tileFree"
        title: qsTr("Free")
        tone: Theme.positive
        width: tiles.unitWidth

        onClicked: tiles.app.navigate("list", {
            "free": "1"
        })
    }

    BigTile {
        caption: qsTr("%n topic(s)", "", tiles.home.topics.count)
        height: tiles.unitHeight
        iconName: "squares-four"
        objectName: "tileTopics"
        title: qsTr("Topics")
        tone: "#5b3cc4"
        width: tiles.unitWidth

        onClicked: tiles.app.navigate("topics")
    }

    BigTile {
        caption: qsTr("%n playlist(s)", "", tiles.home.view.playlists)
        height: tiles.unitHeight
        iconName: "path"
        objectName: "tilePlaylists"
        title: qsTr("Playlists")
        tone: "#0b7080"
        width: tiles.unitWidth

        onClicked: tiles.app.navigate("playlists")
    }

    BigTile {
        caption: qsTr("What you can earn")
        height: tiles.unitHeight
        iconName: "medal"
        objectName: "tileBadges"
        title: qsTr("Badges")
        tone: "#9a5200"
        width: tiles.unitWidth

        onClicked: tiles.app.navigate("badges")
    }

    BigTile {
        caption: tiles.home.view.here
        height: tiles.unitHeight
        iconName: "house-line"
        objectName: "tileHere"
        title: qsTr("This centre")
        tone: "#1f5fbf"
        visible: tiles.home.view.here !== ""
        width: tiles.unitWidth

        onClicked: tiles.app.navigate("place", {
            "id": tiles.home.view.placeId
        })
    }

    // The code reader is in the bar below too: this tile stands where there is no centre.
    BigTile {
        caption: qsTr("Badge, pass or link")
        height: tiles.unitHeight
        iconName: "qr-code"
        objectName: "tileScan"
        visible: tiles.home.view.here === ""
        title: qsTr("Scan a code")
        tone: "#1f5fbf"
        width: tiles.unitWidth

        onClicked: tiles.app.navigate("scan")
    }

    BigTile {
        caption: qsTr("Privacy, sources")
        height: tiles.unitHeight
        iconName: "info"
        objectName: "tileAbout"
        title: qsTr("About this kiosk")
        tone: Theme.inkSoft
        width: tiles.unitWidth

        onClicked: tiles.app.navigate("about")
    }
}
