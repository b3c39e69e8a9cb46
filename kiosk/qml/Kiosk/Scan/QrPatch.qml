pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import Kiosk.Theme

// A QR drawn from its outline, always dark on white whatever the colour scheme: phones need it.
Rectangle {
    id: root

    required property string path
    required property int modules
    property string spoken: ""

    Accessible.name: spoken
    Accessible.role: Accessible.Graphic
    color: "#ffffff"
    height: width
    radius: Theme.radiusSmall

    Shape {
        id: shape

        readonly property real zoom: root.modules > 0 ? root.width / root.modules : 1

        anchors.fill: parent
        preferredRendererType: Shape.GeometryRenderer
        visible: root.modules > 0

        transform: Scale {
            xScale: shape.zoom
            yScale: shape.zoom
        }

        ShapePath {
            fillColor: "#14101f"
            strokeColor: "transparent"

            PathSvg {
                path: root.path
            }
        }
    }
}
