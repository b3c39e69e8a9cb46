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
    readonly property string focusPlace: list.view.focus
    readonly property string area: root.app.page === "map" ? root.app.params.area ?? "" : ""
    property bool tall: false

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
        stage.seen = "";
        const params = Object.assign({}, root.app.params);
        params.area = box;
        params.focus = "";
        root.app.replace("map", params);
    }

    objectName: "map"

    Connections {
        function onVisitChanged() {
            stage.seen = "";
            root.tall = false;
            finder.open = false;
            if (stage.bridge)
                stage.bridge.reset();
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

    MapStage {
        id: stage

        anchors.bottom: root.wide ? parent.bottom : twin.top
        anchors.bottomMargin: Theme.medium
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: root.wide ? twin.left : parent.right
        anchors.rightMargin: root.wide ? Theme.medium : Theme.margin
        anchors.top: bar.bottom
        anchors.topMargin: Theme.medium
        app: root.app
        area: root.area
        list: root.list

        onAreaAsked: box => root.showArea(box)
        onFindAsked: finder.open = true
        onPlaceAsked: place => root.showPlace(place)
    }

    MapTwin {
        id: twin

        anchors.bottom: parent.bottom
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        app: root.app
        height: root.wide ? parent.height - bar.y - bar.height - Theme.medium : parent.height * (stage.failed ? 0.62 : root.tall ? 0.66 : 0.36)
        list: root.list
        sizes: !root.wide && !stage.failed
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

        bridge: stage.bridge
        language: root.app.language

        onChosen: (lon, lat, kind) => {
            open = false;
            root.showPlace("");
            stage.bridge.camera(lon, lat, kind === "place" ? 14 : 15.5);
        }
        onClosed: open = false
    }

    FilterSheet {
        id: filters

        list: root.list

        onClosed: open = false
    }
}
