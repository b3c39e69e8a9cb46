pragma ComponentBehavior: Bound

import QtQuick
import QtMultimedia
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// What the camera sees, while `looking`; a sign where there is no camera.
Rectangle {
    id: root

    required property ScanModel scan
    property bool looking: false
    property string said: ""

    readonly property bool hasPicture: scan.cameraState === "live"
    readonly property bool waits: scan.cameraState === "starting"

    Accessible.name: said
    Accessible.role: Accessible.Graphic
    clip: true
    color: hasPicture || waits ? "#17131f" : Theme.sunken
    radius: Theme.radius

    Component.onCompleted: follow()
    Component.onDestruction: if (looking)
        scan.closeCamera()
    onLookingChanged: follow()

    function follow() {
        if (root.looking)
            root.scan.openCamera(video.videoSink);
        else
            root.scan.closeCamera();
    }

    VideoOutput {
        id: video

        anchors.fill: parent
        fillMode: VideoOutput.PreserveAspectCrop
        visible: root.hasPicture

        transform: Scale {
            origin.x: video.width / 2
            xScale: root.scan.mirrored ? -1 : 1
        }
    }

    Column {
        anchors.centerIn: parent
        spacing: Theme.small
        visible: !root.hasPicture
        width: parent.width - 2 * Theme.medium

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            color: root.waits ? "#ffffff" : Theme.inkSoft
            name: root.waits ? "camera" : "camera-slash"
            size: Theme.iconSize * 2
        }

        TextBlock {
            color: root.waits ? "#ffffff" : Theme.inkSoft
            horizontalAlignment: Text.AlignHCenter
            role: "label"
            text: root.waits ? qsTr("The camera is starting") : qsTr("No camera")
            width: parent.width
        }
    }
}
