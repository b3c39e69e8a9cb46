pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// The map itself, its tools, and the card of the place that was touched.
Rectangle {
    id: root

    required property AppModel app
    required property ActivityListModel list
    // The part of the city that is searched; empty for all of it.
    required property string area

    readonly property var bridge: app.cityMap
    readonly property var city: loader.item
    readonly property bool mapped: loader.status === Loader.Ready && !city.failed
    readonly property bool failed: loader.status !== Loader.Ready || city.failed
    // One place, or several that share a spot, with commas between.
    readonly property string focusPlace: list.view.focus
    readonly property var spot: focusPlace.includes(",") ? bridge.describe(focusPlace.split(",")) : []
    readonly property bool carded: focusPlace !== "" && list.view.total > 0
    // How much of the map's lower part lies under a card.
    readonly property real covered: !carded ? 0 : (spot.length > 0 ? spotCard.height : card.height) + Theme.medium
    property string route: ""
    // What the map shows since a visitor moved it; empty while it is where the program put it.
    property string seen: ""

    signal placeAsked(string place)
    signal areaAsked(string box)
    signal findAsked

    function showChosen() {
        if (!mapped)
            return;
        route = "";
        city.pad(covered);
        city.select(focusPlace.split(",")[0]);
    }

    clip: true
    color: Theme.sunken
    radius: Theme.radius

    onCoveredChanged: if (mapped)
        city.pad(covered)
    onFocusPlaceChanged: Qt.callLater(showChosen)
    onMappedChanged: if (mapped && focusPlace !== "")
        Qt.callLater(showChosen)

    component Told: Binding {
        restoreMode: Binding.RestoreNone
        target: root.city
        when: root.city !== null
    }

    Told {
        property: "theme"
        value: Theme.scheme
    }

    Told {
        property: "still"
        value: Theme.reduceMotion
    }

    Told {
        property: "unit"
        value: Theme.unit * Math.min(1.5, Theme.textScale)
    }

    Told {
        property: "ground"
        value: Theme.sunken
    }

    Told {
        property: "label"
        value: qsTr("Map. The list after it has the same activities, nearest first.")
    }

    Loader {
        id: loader

        anchors.fill: parent
        active: root.bridge !== null

        onActiveChanged: show()
        Component.onCompleted: show()

        function show() {
            if (active)
                setSource("../Map/CityMap.qml", {
                    "bridge": root.bridge
                });
        }
    }

    Connections {
        function onPlaceTapped(place: string) {
            root.placeAsked(place);
        }

        function onPlacesTapped(places: var) {
            root.placeAsked(places.join(","));
        }

        function onActivityTapped(activity: string) {
            root.app.navigate("detail", {
                "id": activity
            });
        }

        function onEmptyTapped() {
            root.placeAsked("");
        }

        function onViewMoved(west: real, south: real, east: real, north: real, zoom: real, byHand: bool) {
            root.seen = byHand ? [west, south, east, north].map(side => side.toFixed(5)).join(",") : "";
        }

        function onWalkKnown(place: string, metres: int, minutes: int) {
            const far = metres < 1000 ? qsTr("%1 m").arg(Math.round(metres / 10) * 10) : qsTr("%1 km").arg((metres / 1000).toLocaleString(Qt.locale(root.app.language), "f", 1));
            root.route = metres < 60 ? "" : qsTr("%1 in a straight line").arg(far);
        }

        target: root.city
    }

    MapTools {
        anchors.margins: Theme.small
        anchors.right: parent.right
        anchors.top: parent.top
        visible: root.mapped

        onCloser: root.city.zoomIn()
        onFind: root.findAsked()
        onHere: root.city.backToHere()
        onWider: root.city.zoomOut()
    }

    KioskButton {
        anchors.left: parent.left
        anchors.margins: Theme.small
        anchors.top: parent.top
        dense: true
        iconName: root.seen !== "" ? "magnifying-glass" : "x"
        objectName: "mapArea"
        text: root.seen !== "" ? qsTr("Search this area") : qsTr("The whole city")
        variant: root.seen !== "" ? "primary" : "secondary"
        visible: root.mapped && !root.carded && (root.seen !== "" || root.area !== "")

        onClicked: root.areaAsked(root.seen)
    }

    MapSpot {
        id: spotCard

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.margins: Theme.small
        anchors.right: parent.right
        places: root.spot
        room: parent.height * 0.6
        title: root.list.view.title
        visible: root.carded && root.spot.length > 0

        onChosen: place => root.placeAsked(place)
        onClosed: root.placeAsked("")
    }

    MapCard {
        id: card

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.margins: Theme.small
        anchors.right: parent.right
        list: root.list
        route: root.route
        visible: root.carded && root.spot.length === 0

        onClosed: root.placeAsked("")
        onOpened: activity => root.app.navigate("detail", {
                "id": activity
            })
        onPlaceOpened: root.app.navigate("place", {
            "id": root.focusPlace
        })
    }

    EmptyState {
        anchors.centerIn: parent
        iconName: "map-trifold"
        scale: Math.min(1, parent.height / (height + 2 * Theme.small))
        text: qsTr("The list beside it has the same activities, nearest first.")
        title: qsTr("The map cannot be shown just now")
        visible: root.failed
        width: parent.width * 0.8
    }
}
