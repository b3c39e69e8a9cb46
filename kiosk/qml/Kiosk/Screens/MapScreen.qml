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
    readonly property var city: loader.item
    readonly property bool mapped: loader.status === Loader.Ready && !city.failed
    readonly property string focusPlace: list.view.focus
    property bool tall: false

    function showPlace(place: string) {
        const params = Object.assign({}, root.app.params);
        params.focus = place;
        root.app.replace("map", params);
    }

    objectName: "map"

    onFocusPlaceChanged: if (mapped)
        city.select(focusPlace)

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

            Component.onCompleted: if (active)
                setSource("../Map/CityMap.qml", {
                    "bridge": root.app.cityMap
                })
        }

        Connections {
            function onPlaceTapped(place: string) {
                root.showPlace(place);
            }

            function onPlacesTapped(places: var) {
                root.showPlace(places[0]);
            }

            function onActivityTapped(activity: string) {
                root.app.navigate("detail", {
                    "id": activity
                });
            }

            function onEmptyTapped() {
                root.showPlace("");
            }

            target: root.city
        }

        Column {
            anchors.margins: Theme.small
            anchors.right: parent.right
            anchors.top: parent.top
            spacing: Theme.tiny
            visible: root.mapped

            IconButton {
                iconName: "plus"
                label: qsTr("Closer")
                objectName: "mapCloser"

                onClicked: root.city.zoomIn()
            }

            IconButton {
                iconName: "minus"
                label: qsTr("Wider")
                objectName: "mapWider"

                onClicked: root.city.zoomOut()
            }

            IconButton {
                iconName: "crosshair-simple"
                label: qsTr("Where I am")
                objectName: "mapHere"
                tone: Theme.primaryInk

                onClicked: root.city.backToHere()
            }
        }

        MapCard {
            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.margins: Theme.small
            anchors.right: parent.right
            list: root.list
            visible: root.focusPlace !== "" && root.list.view.total > 0

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
            visible: loader.status !== Loader.Ready || (root.city && root.city.failed)
            width: parent.width * 0.8
        }
    }

    Item {
        id: twin

        anchors.bottom: parent.bottom
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        height: root.wide ? parent.height - bar.y - bar.height - Theme.medium : parent.height * (root.tall ? 0.66 : 0.36)
        width: root.wide ? 600 * Theme.unit : parent.width - 2 * Theme.margin

        Behavior on height {
            enabled: !root.wide

            NumberAnimation {
                duration: Theme.normal
                easing.type: Easing.OutCubic
            }
        }

        SectionTitle {
            id: heading

            action: root.wide ? "" : root.tall ? qsTr("More map") : qsTr("More list")
            actionName: "mapTwinSize"
            title: root.focusPlace !== "" ? root.list.view.title : qsTr("Nearest first")
            width: parent.width

            onActed: root.tall = !root.tall
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
                picked: root.isPicked(rowId)
                width: rows.width

                onClicked: root.app.navigate("detail", {
                    "id": rowId
                })
                onPick: root.app.pick(rowId)
            }

            ScrollMark {
                view: rows
            }
        }
    }

    FilterSheet {
        id: filters

        list: root.list

        onClosed: open = false
    }
}
