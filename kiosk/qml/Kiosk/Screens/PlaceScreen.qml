pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// One place: where it is, when it is open, how to get in, and what happens there.
ScreenRoot {
    id: root

    readonly property PlaceModel model: root.app.models.placeModel
    readonly property var view: model.view
    readonly property string stage: view.state
    readonly property bool wide: !Theme.portrait

    objectName: "place"

    onStageChanged: list.start()

    TopBar {
        id: bar

        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.large
        subtitle: root.view.address
        title: root.view.state === "gone" ? qsTr("This place is no longer here") : root.view.name

        onBack: root.app.back()

        KioskButton {
            iconName: "map-trifold"
            objectName: "placeOnMap"
            text: qsTr("On the map")
            variant: "secondary"
            visible: root.view.state === "found"

            onClicked: root.app.navigate("map", {
                "focus": root.view.id
            })
        }
    }

    LoadingPage {
        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: bar.bottom
        heights: [220, 220, 220, 220]
        visible: root.stage === "loading"
    }

    PageList {
        id: list

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.top: bar.bottom
        anchors.topMargin: Theme.medium
        model: root.model.activities
        spacing: Theme.medium
        visible: root.view.state === "found"
        width: root.wide ? root.width - side.width - 3 * Theme.margin : root.width - 2 * Theme.margin

        delegate: ActivityRow {
            picked: root.isPicked(rowId)
            width: list.width

            onClicked: root.app.navigate("detail", {
                "id": rowId
            })
            onPick: root.app.pick(rowId)
        }
        footer: Column {
            topPadding: Theme.large
            width: list.width

            SourceLine {
                demonstration: root.view.demonstration ?? false
                text: root.view.source ?? ""
                width: parent.width
            }

            Item {
                height: Theme.large
                width: 1
            }
        }
        header: Column {
            bottomPadding: Theme.medium
            spacing: Theme.large
            width: list.width

            PlaceFacts {
                model: root.model
                visible: !root.wide
                width: parent.width
            }

            Column {
                spacing: Theme.small
                visible: root.model.organizers.count > 0
                width: parent.width

                SectionTitle {
                    title: qsTr("Who organizes here")
                    width: parent.width
                }

                Repeater {
                    model: root.model.organizers

                    LinkRow {
                        required property string rowId

                        iconName: "buildings"
                        objectName: "placeOrganizer:" + rowId
                        width: parent ? parent.width : 0

                        onClicked: root.app.navigate("organizer", {
                            "id": rowId
                        })
                    }
                }
            }

            SectionTitle {
                title: qsTr("%n activity(s) here", "", root.view.total)
                width: parent.width
            }
        }
    }

    PlaceFacts {
        id: side

        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.top: bar.bottom
        anchors.topMargin: Theme.medium
        model: root.model
        visible: root.wide && root.view.state === "found"
        width: 560 * Theme.unit
    }
}
