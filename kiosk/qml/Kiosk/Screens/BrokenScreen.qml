pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// A screen that could not be made. What went wrong stands whole in the log; here is a way on.
Rectangle {
    id: root

    required property AppModel app

    color: Theme.background
    objectName: "broken"

    MouseArea {
        anchors.fill: parent
    }

    EmptyState {
        anchors.centerIn: parent
        iconName: "wrench"
        text: qsTr("Something broke on this page. It is our fault, not yours, and it has been noted.")
        title: qsTr("This page won't open")
        width: Math.min(parent.width - 2 * Theme.margin, 900 * Theme.unit)

        // Where home itself is what broke, the visit begins anew.
        KioskButton {
            iconName: "house"
            large: true
            objectName: "brokenHome"
            text: qsTr("To the start")
            width: parent ? parent.width : 0

            onClicked: root.app.page === "home" || root.app.page === "staff" ? root.app.reset() : root.app.home()
        }

        KioskButton {
            iconName: "arrow-left"
            objectName: "brokenBack"
            text: qsTr("Back")
            variant: "secondary"
            visible: root.app.canGoBack
            width: parent ? parent.width : 0

            onClicked: root.app.back()
        }
    }
}
