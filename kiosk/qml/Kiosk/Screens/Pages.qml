pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// Every page of the kiosk, by the name that the session knows it under.
Item {
    id: root

    required property AppModel app

    readonly property var registered: [page("attract", "AttractScreen.qml"), page("home", "HomeScreen.qml"), page("list", "ListScreen.qml"), page("detail", "DetailScreen.qml"), page("place", "PlaceScreen.qml"), page("organizer", "OrganizerScreen.qml"), page("topics", "TopicsScreen.qml"), page("map", "MapScreen.qml"), page("playlists", "PlaylistsScreen.qml"), page("playlist", "PlaylistScreen.qml"), page("badges", "BadgesScreen.qml"), page("badge", "BadgeScreen.qml"), page("recognition", "RecognitionScreen.qml"), page("shortlist", "ShortlistScreen.qml"), page("about", "AboutScreen.qml"), fleeting("feedback", "FeedbackScreen.qml", "app", app), fleeting("licences", "LicencesScreen.qml", "app", app), fleeting("scan", "../Scan/ScanScreen.qml", "model", app.scan), fleeting("result", "../Scan/ResultScreen.qml", "model", app.scan), fleeting("staff", "../Staff/StaffArea.qml", "model", app.staff),]

    function page(name: string, file: string): var {
        return {
            name,
            file,
            input: "app",
            value: app,
            kept: true
        };
    }

    // Made anew each time it is shown.
    function fleeting(name: string, file: string, input: string, value: var): var {
        return {
            name,
            file,
            input,
            value,
            kept: false
        };
    }

    objectName: "pages"

    Repeater {
        model: root.registered

        PageSlot {
            required property var modelData

            anchors.fill: parent
            app: root.app
            file: Qt.resolvedUrl(modelData.file)
            input: modelData.input
            kept: modelData.kept
            name: modelData.name
            value: modelData.value
        }
    }
}
