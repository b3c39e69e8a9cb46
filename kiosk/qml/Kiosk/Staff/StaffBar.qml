pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Always on top of an open staff area: who is here, how syncing is, and the lock.
Rectangle {
    id: root

    required property StaffModel model

    readonly property var health: model.sync.health
    readonly property int troubles: health.rejected + health.poisoned

    color: Theme.surface
    implicitHeight: Theme.target + 2 * Theme.tiny

    Rectangle {
        anchors.bottom: parent.bottom
        color: Theme.line
        height: Theme.hair
        width: parent.width
    }

    Row {
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.small

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.primaryInk
            filled: true
            name: "identification-badge"
        }

        TextBlock {
            anchors.verticalCenter: parent.verticalCenter
            elide: Text.ElideRight
            role: "label"
            text: root.model.staffName
            width: Math.min(implicitWidth, root.width * 0.3)
            wrapMode: Text.NoWrap
        }
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.small

        Chip {
            anchors.verticalCenter: parent.verticalCenter
            iconName: root.troubles > 0 ? "warning" : root.health.waiting > 0 ? "cloud-arrow-up" : root.health.failure !== "" || root.health.ageMinutes < 0 ? "cloud-slash" : "cloud-check"
            objectName: "staffHealth"
            selected: root.model.page === "health"
            text: root.troubles > 0 ? qsTr("To review: %1").arg(root.troubles) : root.health.waiting > 0 ? qsTr("Waiting: %1").arg(root.health.waiting) : root.health.ageMinutes < 0 ? qsTr("Not synced yet") : root.health.failure !== "" ? qsTr("Offline") : qsTr("Up to date")
            tone: root.troubles > 0 ? Theme.warning : Theme.primary

            onClicked: root.model.show(root.model.page === "health" ? "today" : "health")
        }

        KioskButton {
            anchors.verticalCenter: parent.verticalCenter
            dense: true
            iconName: "lock"
            objectName: "staffLock"
            text: qsTr("Lock")
            variant: "secondary"

            onClicked: root.model.leave()
        }
    }
}
