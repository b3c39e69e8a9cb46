pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Always on top of an open staff area: who is here, how syncing is, and the lock.
Rectangle {
    id: root

    required property StaffModel model

    signal comfortWanted

    readonly property var health: model.sync.health
    readonly property int troubles: health.rejected + health.poisoned

    // Large words stand in two lines.
    readonly property bool tight: mine.implicitWidth + ways.width + Theme.large > width - 2 * Theme.margin

    color: Theme.surface
    implicitHeight: (tight ? mine.height + Theme.tiny : 0) + Theme.target + 2 * Theme.tiny

    Rectangle {
        anchors.bottom: parent.bottom
        color: Theme.line
        height: Theme.hair
        width: parent.width
    }

    Row {
        id: mine

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        spacing: Theme.small
        y: root.tight ? Theme.tiny : (root.height - height) / 2

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
            width: Math.min(implicitWidth, root.width * (Theme.textScale > 1.2 ? 0.7 : 0.3))
            wrapMode: Text.NoWrap
        }
    }

    Row {
        id: ways

        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        height: Theme.target
        spacing: Theme.small
        y: root.height - height - Theme.tiny

        Chip {
            anchors.verticalCenter: parent.verticalCenter
            iconName: root.troubles > 0 ? "warning" : root.health.waiting > 0 ? "cloud-arrow-up" : root.health.failure !== "" || root.health.ageMinutes < 0 ? "cloud-slash" : "cloud-check"
            objectName: "staffHealth"
            selected: root.model.page === "health"
            text: root.troubles > 0 ? qsTr("To review: %1").arg(root.troubles) : root.health.waiting > 0 ? qsTr("Waiting: %1").arg(root.health.waiting) : root.health.ageMinutes < 0 ? qsTr("Not synced yet") : root.health.failure !== "" ? qsTr("Offline") : qsTr("Up to date")
            tone: root.troubles > 0 ? Theme.warning : Theme.primary
            widest: root.width - 2 * Theme.margin - comfort.width - lock.width - 2 * ways.spacing

            onClicked: root.model.show(root.model.page === "health" ? "today" : "health")
        }

        IconButton {
            id: comfort

            anchors.verticalCenter: parent.verticalCenter
            dense: true
            iconName: "person-arms-spread"
            label: qsTr("Comfort")
            objectName: "staffComfort"

            onClicked: root.comfortWanted()
        }

        KioskButton {
            id: lock

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
