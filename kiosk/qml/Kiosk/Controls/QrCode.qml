pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// A QR code whose modules are whole pixels, so that every phone reads it; always dark on white.
Rectangle {
    id: root

    required property string source
    required property int modules
    property string label: ""

    readonly property real pixelsPerModule: modules > 0 ? Math.max(1, Math.floor(width / modules)) : 1

    Accessible.name: label
    Accessible.role: Accessible.Graphic
    color: "#ffffff"
    height: width
    radius: Theme.radiusSmall

    Image {
        anchors.centerIn: parent
        height: width
        mipmap: false
        smooth: false
        source: root.source
        width: root.modules * root.pixelsPerModule
    }
}
