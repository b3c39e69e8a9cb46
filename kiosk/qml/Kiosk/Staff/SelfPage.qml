pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Visitors check themselves in by their pass. No name is on this screen; a PIN ends it.
Item {
    id: root

    required property StaffModel model

    readonly property var session: model.checkIn.session

    Accessible.name: qsTr("Check in by yourself")
    Accessible.role: Accessible.Pane

    Column {
        anchors.centerIn: parent
        anchors.verticalCenterOffset: -Theme.large
        spacing: Theme.large
        width: Math.min(parent.width - 2 * Theme.margin, 1200 * Theme.unit)

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            color: Theme.primarySoft
            height: width
            radius: width / 2
            width: (Theme.portrait ? 360 : 260) * Theme.unit

            Icon {
                anchors.centerIn: parent
                color: Theme.onSoft(Theme.primary)
                filled: true
                name: "qr-code"
                size: parent.width * 0.5
            }
        }

        TextBlock {
            horizontalAlignment: Text.AlignHCenter
            objectName: "selfTitle"
            role: "display"
            text: qsTr("Show your pass")
            width: parent.width
        }

        TextBlock {
            horizontalAlignment: Text.AlignHCenter
            role: "heading"
            text: root.session.title ?? ""
            width: parent.width
        }

        TextBlock {
            color: Theme.inkSoft
            horizontalAlignment: Text.AlignHCenter
            role: "subheading"
            text: qsTr("%1. In now: %2").arg(root.session.time ?? "").arg(root.session.inside ?? 0)
            width: parent.width
        }

        TextBlock {
            color: Theme.inkSoft
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Your name is not shown. Without a pass, ask somebody of the staff.")
            width: parent.width
        }
    }

    KioskButton {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.margin
        anchors.horizontalCenter: parent.horizontalCenter
        dense: true
        iconName: "lock-key"
        objectName: "endSelf"
        text: qsTr("For staff")
        variant: "quiet"

        onClicked: root.model.endSelf()
    }
}
