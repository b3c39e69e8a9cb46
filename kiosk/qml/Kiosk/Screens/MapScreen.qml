pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// The city's map, with the same activities as a list for those who cannot use a map.
ScreenRoot {
    id: root

    readonly property ActivityListModel list: root.app.models.mapListModel
    readonly property bool wide: !Theme.portrait
    readonly property var bridge: root.app.cityMap
    readonly property var city: loader.item
    readonly property bool mapped: loader.status === Loader.Ready && !city.failed
    readonly property bool failed: loader.status !== Loader.Ready || city.failed
    // One place, or several that share a spot, with commas between.
    readonly property string focusPlace: list.view.focus
    readonly property var spot: focusPlace.includes(",") ? root.bridge.describe(focusPlace.split(",")) : []
    readonly property bool carded: focusPlace !== "" && list.view.total > 0
    // How much of the map's lower part lies under a card.
    readonly property real covered: !carded ? 0 : (spot.length > 0 ? spotCard.height : card.height) + Theme.medium
    readonly property string area: root.app.page === "map" ? root.app.params.area ?? "" : ""
    property bool tall: false
    property string route: ""
    // What the map shows since a visitor moved it; empty while it is where the program put it.
    property string seen: ""

    function ask(name: string, value: string) {
        const params = Object.assign({}, root.app.params);
        params[name] = value;
        root.app.replace("map", params);
    }

    function showPlace(place: string) {
        if (place !== root.focusPlace)
            root.ask("focus", place);
    }

    function showArea(box: string) {
        root.seen = "";
        const params = Object.assign({}, root.app.params);
        params.area = box;
        params.focus = "";
        root.app.replace("map", params);
    }

    function showChosen() {
        if (!mapped)
            return;
        root.route = "";
        city.pad(root.covered);
        city.select(focusPlace.split(",")[0]);
    }

    objectName: "map"

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

    Connections {
        function onVisitChanged() {
            root.seen = "";
            root.tall = false;
            finder.open = false;
            if (root.bridge)
                root.bridge.reset();
        }

        target: root.app
    }

    TopBar {
        id: bar

        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.large
        subtitle: root.list.view.summary
        title: qsTr("Map")

        onBack: root.app.back()

        KioskButton {
            iconName: "sliders-horizontal"
            objectName: "mapFilters"
            text: qsTr("Filters")
            variant: "secondary"

            onClicked: filters.open = true
        }
    }

    Rectangle {
        id: stage

        anchors.bottom: root.wide ? parent.bottom : twin.top
        anchors.bottomMargin: Theme.medium
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: root.wide ? twin.left : parent.right
        anchors.rightMargin: root.wide ? Theme.medium : Theme.margin
        anchors.top: bar.bottom
        anchors.topMargin: Theme.medium
        clip: true
        color: Theme.sunken
        radius: Theme.radius

        Loader {
            id: loader

            anchors.fill: parent
            active: root.app.cityMap !== null

            onActiveChanged: show()
            Component.onCompleted: show()

            function show() {
                if (active)
                    setSource("../Map/CityMap.qml", {
                        "bridge": root.app.cityMap
                    });
            }
        }

        Connections {
            function onPlaceTapped(place: string) {
                root.showPlace(place);
            }

            function onPlacesTapped(places: var) {
                root.showPlace(places.join(","));
            }

            function onActivityTapped(activity: string) {
                root.app.navigate("detail", {
                    "id": activity
                });
            }

            function onEmptyTapped() {
                root.showPlace("");
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
            onFind: finder.open = true
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

            onClicked: root.showArea(root.seen)
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

            onChosen: place => root.showPlace(place)
            onClosed: root.showPlace("")
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

            onClosed: root.showPlace("")
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
            text: qsTr("The list beside it has the same activities, nearest first.")
            title: qsTr("The map cannot be shown just now")
            visible: root.failed
            width: parent.width * 0.8
        }
    }

    MapTwin {
        id: twin

        anchors.bottom: parent.bottom
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        app: root.app
        height: root.wide ? parent.height - bar.y - bar.height - Theme.medium : parent.height * (root.failed ? 0.62 : root.tall ? 0.66 : 0.36)
        list: root.list
        sizes: !root.wide && !root.failed
        tall: root.tall
        title: root.focusPlace !== "" ? root.list.view.title : root.area !== "" ? qsTr("In this part of the city") : qsTr("Nearest first")
        width: root.wide ? 600 * Theme.unit : parent.width - 2 * Theme.margin

        onPicked: activity => root.app.pick(activity)
        onSized: root.tall = !root.tall

        Behavior on height {
            enabled: !root.wide

            NumberAnimation {
                duration: Theme.normal
                easing.type: Easing.OutCubic
            }
        }
    }

    MapSearch {
        id: finder

        bridge: root.bridge
        language: root.app.language

        onChosen: (lon, lat, kind) => {
            open = false;
            root.showPlace("");
            root.bridge.camera(lon, lat, kind === "place" ? 14 : 15.5);
        }
        onClosed: open = false
    }

    FilterSheet {
        id: filters

        list: root.list

        onClosed: open = false
    }
}
