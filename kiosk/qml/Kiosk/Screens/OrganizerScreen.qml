pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// One organizer: who they are, how to reach them, and what they offer.
ScreenRoot {
    id: root

    readonly property OrganizerModel model: root.app.models.organizerModel
    readonly property var view: model.view
    readonly property string stage: view.state
    readonly property bool wide: !Theme.portrait

    objectName: "organizer"

    onStageChanged: list.start()

    TopBar {
        id: bar

        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.large
        subtitle: root.stage === "found" ? qsTr("Organizer") : ""
        title: root.view.name

        onBack: root.app.back()
    }

    EmptyState {
        anchors.centerIn: parent
        iconName: "ghost"
        text: qsTr("They may have left the city's list. Have a look at what else there is.")
        title: qsTr("This organizer is no longer here")
        visible: root.stage === "gone"
        width: parent.width - 4 * Theme.margin

        KioskButton {
            objectName: "organizerGone"
            text: qsTr("Find something else")
            width: parent ? parent.width : 0

            onClicked: root.app.replace("list", {})
        }
    }

    LoadingPage {
        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: bar.bottom
        heights: [380, 220, 220, 220]
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
        objectName: "organizerPage"
        spacing: Theme.medium
        visible: root.stage === "found"
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
            spacing: Theme.medium
            topPadding: Theme.large
            width: list.width

            KioskButton {
                iconName: "arrow-right"
                objectName: "organizerAll"
                text: qsTr("See all of them, with filters")
                variant: "secondary"
                visible: root.view.total > list.count
                width: parent.width

                onClicked: root.app.navigate("list", {
                    "organizer": root.view.id
                })
            }

            SourceLine {
                demonstration: root.view.demonstration
                text: root.view.source
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

            Loader {
                active: !root.wide
                sourceComponent: factsOf
                visible: active
                width: parent.width
            }

            SectionTitle {
                title: root.view.total > 0 ? qsTr("%n activity(s) of theirs", "", root.view.total) : qsTr("They have nothing on at the moment")
                width: parent.width
            }
        }
    }

    ScrollArea {
        id: side

        anchors.bottom: parent.bottom
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.top: bar.bottom
        anchors.topMargin: Theme.medium
        visible: root.wide && root.stage === "found"
        width: 620 * Theme.unit

        Loader {
            active: root.wide
            sourceComponent: factsOf
            width: side.width
        }
    }

    Component {
        id: factsOf

        OrganizerFacts {
            app: root.app
            model: root.model
        }
    }
}
