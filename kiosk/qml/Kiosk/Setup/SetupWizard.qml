pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// The first start: five short steps over everything else. It can be left at any time; the kiosk
// then works with what it came with.
FocusScope {
    id: root

    required property AppModel app

    readonly property SetupModel setup: app.setup as SetupModel
    readonly property ScanModel scan: app.scan as ScanModel
    readonly property string step: setup.step

    Accessible.name: qsTr("Setting up this kiosk")
    Accessible.role: Accessible.Pane
    focus: true
    objectName: "setup"

    Component.onCompleted: head.forceActiveFocus()
    // Keys begin each step at its top.
    onStepChanged: head.forceActiveFocus()

    Rectangle {
        anchors.fill: parent
        color: Theme.background

        // Swallows touches: what lies below is not ready yet.
        MouseArea {
            anchors.fill: parent
        }
    }

    // Nobody is sent away in the middle of a step.
    Timer {
        interval: 5000
        repeat: true
        running: true

        onTriggered: root.app.touched()
    }

    Item {
        id: head

        height: Theme.target
        width: Math.min(parent.width - 2 * Theme.margin, 1400 * Theme.unit)
        x: (parent.width - width) / 2
        y: Theme.large

        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            iconName: "arrow-left"
            label: qsTr("Back")
            objectName: "setupBack"
            visible: root.setup.number > 0 && root.step !== "ready"

            onClicked: root.setup.back()
        }

        Row {
            Accessible.name: qsTr("Step %1 of %2").arg(root.setup.number + 1).arg(root.setup.count)
            Accessible.role: Accessible.StaticText
            anchors.centerIn: parent
            spacing: Theme.small

            Repeater {
                model: root.setup.count

                Rectangle {
                    required property int index

                    color: index <= root.setup.number ? Theme.primary : Theme.line
                    height: 16 * Theme.unit
                    radius: height / 2
                    width: (index === root.setup.number ? 64 : 16) * Theme.unit
                }
            }
        }

        IconButton {
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            iconName: "x"
            label: qsTr("Later")
            objectName: "setupLater"
            visible: root.step !== "ready"

            onClicked: root.setup.leave()
        }
    }

    // Large words need more than the screen has.
    ScrollArea {
        id: body

        anchors.bottom: foot.visible ? foot.top : parent.bottom
        anchors.bottomMargin: Theme.medium
        anchors.top: head.bottom
        anchors.topMargin: Theme.portrait ? Theme.huge : Theme.small
        bottomRoom: 0
        interactive: contentHeight > height
        width: head.width
        x: head.x

        Item {
            height: Math.max(body.height, ...Array.from(children).map(each => each.visible ? each.implicitHeight : 0))
            width: body.width

            LanguageStep {
                anchors.verticalCenter: parent.verticalCenter
                app: root.app
                setup: root.setup
                visible: root.step === "language"
                width: parent.width
            }

            PictureStep {
                anchors.verticalCenter: parent.verticalCenter
                setup: root.setup
                visible: root.step === "picture"
                width: parent.width
            }

            HubStep {
                anchors.fill: parent
                app: root.app
                scan: root.scan
                setup: root.setup
                visible: root.step === "hub"
            }

            ScannerStep {
                anchors.verticalCenter: parent.verticalCenter
                scan: root.scan
                setup: root.setup
                visible: root.step === "scanner"
                width: parent.width
            }

            ReadyStep {
                anchors.verticalCenter: parent.verticalCenter
                setup: root.setup
                visible: root.step === "ready"
                width: parent.width
            }
        }
    }

    Item {
        id: foot

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.huge
        height: next.height
        visible: root.step === "scanner"
        width: head.width
        x: head.x

        KioskButton {
            id: next

            anchors.horizontalCenter: parent.horizontalCenter
            iconName: "arrow-right"
            large: true
            objectName: "setupNext"
            text: qsTr("Next")
            variant: "accent"

            onClicked: root.setup.next()
        }
    }
}
