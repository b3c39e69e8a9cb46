pragma ComponentBehavior: Bound

import QtQuick
import QtMultimedia
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Hold a code to the camera, or use the hand-held scanner. The camera runs only while this shows.
FocusScope {
    id: root

    required property ScanModel model
    property bool active: true

    readonly property bool looking: active && visible
    readonly property bool hasPicture: model.cameraState === "live"
    readonly property bool waits: model.cameraState === "starting" || model.cameraState === "off"
    readonly property bool blind: !hasPicture && !waits

    Accessible.name: topBar.title
    Accessible.role: Accessible.Pane
    objectName: "scan"

    Component.onCompleted: root.follow()
    Component.onDestruction: root.model.closeCamera()
    onLookingChanged: root.follow()

    function follow(): void {
        if (root.looking)
            root.model.openCamera(video.videoSink);
        else
            root.model.closeCamera();
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }

    TopBar {
        id: topBar

        z: 1
        title: qsTr("Scan a code")

        onBack: root.model.backAsked()

        anchors {
            left: parent.left
            leftMargin: Theme.margin
            right: parent.right
            rightMargin: Theme.margin
            top: parent.top
            topMargin: Theme.medium
        }
    }

    Item {
        id: stage

        height: Theme.portrait ? Math.min(width * 1.3, room) : room
        width: Theme.portrait ? parent.width - 2 * Theme.margin : (parent.width - 3 * Theme.margin) * 0.58
        x: Theme.margin
        y: topBar.y + topBar.height + Theme.medium

        readonly property real room: Theme.portrait ? root.height - y - hints.height - Theme.huge - Theme.margin : root.height - y - Theme.margin

        Rectangle {
            anchors.fill: parent
            border.color: Theme.line
            border.width: Theme.contrast ? Theme.hair : 0
            color: root.blind ? Theme.surface : "#17131f"
            radius: Theme.radiusLarge
        }

        VideoOutput {
            id: video

            anchors.fill: parent
            fillMode: VideoOutput.PreserveAspectCrop
            visible: root.hasPicture

            transform: Scale {
                origin.x: video.width / 2
                xScale: root.model.mirrored ? -1 : 1
            }
        }

        // Rounds the picture's corners without a mask, which would cost a layer for each frame.
        Rectangle {
            anchors.fill: parent
            anchors.margins: -border.width
            border.color: Theme.background
            border.width: Theme.radiusLarge
            color: "transparent"
            radius: 2 * Theme.radiusLarge
            visible: root.hasPicture
        }

        GuideFrame {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.verticalCenter: parent.verticalCenter
            anchors.verticalCenterOffset: -call.height * 0.45
            height: width
            looking: root.hasPicture
            opacity: root.waits ? 0.4 : 1
            visible: !root.blind
            width: Math.min(parent.width, parent.height - call.height) * 0.66
        }

        Icon {
            id: spinner

            anchors.centerIn: parent
            anchors.verticalCenterOffset: -call.height * 0.45
            color: "#ffffff"
            name: "circle-notch"
            size: Theme.iconSize * 1.8
            visible: root.waits

            RotationAnimator on rotation {
                duration: 1100
                from: 0
                loops: Animation.Infinite
                running: spinner.visible && !Theme.reduceMotion
                to: 360
            }
        }

        Rectangle {
            id: call

            color: "#e617131f"
            height: callWords.height + 2 * Theme.small * 1.2
            radius: height / 2
            visible: !root.blind
            width: Math.min(parent.width - 2 * Theme.medium, callWords.width + 2 * Theme.large)

            anchors {
                bottom: parent.bottom
                bottomMargin: Theme.medium
                horizontalCenter: parent.horizontalCenter
            }

            TextBlock {
                id: callWords

                anchors.centerIn: parent
                color: "#ffffff"
                horizontalAlignment: Text.AlignHCenter
                role: "subheading"
                text: root.model.busy ? qsTr("Reading the code…") : root.waits ? qsTr("The camera is starting") : qsTr("Hold the code here")
                width: Math.min(implicitWidth, stage.width - 2 * Theme.medium - 2 * Theme.large)
            }
        }

        IconButton {
            iconFilled: root.model.torch
            iconName: "flashlight"
            label: root.model.torch ? qsTr("Light off") : qsTr("Light on")
            objectName: "torch"
            visible: root.hasPicture && root.model.hasTorch

            onClicked: root.model.toggleTorch()

            anchors {
                margins: Theme.medium
                right: parent.right
                top: parent.top
            }
        }

        Column {
            anchors.centerIn: parent
            spacing: Theme.medium
            visible: root.blind
            width: Math.min(parent.width - 2 * Theme.large, 760 * Theme.unit)

            HandheldPicture {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: root.model.handheld
                width: Math.min(parent.width * 0.92, stage.height * 0.66)
            }

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                color: Theme.inkSoft
                name: "camera-slash"
                size: Theme.iconSize * 3
                visible: !root.model.handheld
            }

            TextBlock {
                horizontalAlignment: Text.AlignHCenter
                role: "heading"
                text: root.model.handheld ? qsTr("Use the scanner beside the screen") : qsTr("Codes cannot be read here now")
                width: parent.width
            }

            TextBlock {
                color: Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
                text: root.reason()
                width: parent.width
            }
        }
    }

    Column {
        id: hints

        spacing: Theme.medium
        width: Theme.portrait ? parent.width - 2 * Theme.margin : parent.width - stage.width - 3 * Theme.margin
        x: Theme.portrait ? Theme.margin : stage.x + stage.width + Theme.margin
        y: Theme.portrait ? stage.y + stage.height + Theme.large : stage.y + Math.max(0, (stage.height - height) / 2)

        TextBlock {
            role: "heading"
            text: qsTr("What you can scan")
            width: parent.width
        }

        Grid {
            id: grid

            readonly property real cell: (width - columnSpacing * (columns - 1)) / columns

            columnSpacing: Theme.large
            columns: Theme.portrait && Theme.textScale < 1.4 ? 2 : 1
            rowSpacing: Theme.large * 0.8
            width: parent.width

            ScanHint {
                detail: qsTr("From a poster, a letter or your phone")
                iconName: "medal"
                title: qsTr("A badge")
                tone: Theme.primary
                width: grid.cell
            }

            ScanHint {
                detail: qsTr("To see whether it is in date")
                iconName: "identification-card"
                title: qsTr("Your city pass")
                tone: "#1f6f8b"
                width: grid.cell
            }

            ScanHint {
                detail: qsTr("Opens that activity on this screen")
                iconName: "map-pin"
                title: qsTr("An activity's code")
                tone: "#146c41"
                width: grid.cell
            }

            ScanHint {
                detail: qsTr("Brings back what you put aside")
                iconName: "bookmark-simple"
                title: qsTr("A saved list")
                tone: "#8a4b00"
                width: grid.cell
            }
        }

        Row {
            spacing: Theme.small
            width: parent.width

            Icon {
                id: lock

                color: Theme.inkSoft
                name: "shield-check"
                size: Theme.iconSize * 0.9
            }

            TextBlock {
                color: Theme.inkSoft
                role: "caption"
                text: qsTr("The picture stays in this kiosk and is not recorded. Nothing that you scan opens a web page.")
                width: parent.width - lock.width - parent.spacing
            }
        }
    }

    function reason(): string {
        if (root.model.cameraState === "lost")
            return root.model.handheld ? qsTr("The camera has stopped. Pull the trigger of the scanner and point it at the code.") : qsTr("The camera has stopped. It comes back by itself as soon as it can; staff can help.");
        return root.model.handheld ? qsTr("Pull its trigger and point it at the code. It beeps when it has read it.") : qsTr("There is no camera and no scanner. You can still find everything by searching.");
    }
}
