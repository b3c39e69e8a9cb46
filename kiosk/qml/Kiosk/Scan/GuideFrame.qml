pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import Kiosk.Theme

// Four corners that say "here", and a light that passes slowly while the camera looks.
Item {
    id: root

    property bool looking: false
    property color tone: "#ffffff"
    property real corner: width * 0.16
    property real thickness: Math.max(4, 9 * Theme.unit)

    component Corner: Shape {
        height: root.corner
        preferredRendererType: Shape.CurveRenderer
        width: root.corner

        ShapePath {
            capStyle: ShapePath.RoundCap
            fillColor: "transparent"
            startX: root.thickness / 2
            startY: root.corner
            strokeColor: root.tone
            strokeWidth: root.thickness

            PathLine {
                x: root.thickness / 2
                y: root.corner * 0.55
            }

            PathQuad {
                controlX: root.thickness / 2
                controlY: root.thickness / 2
                x: root.corner * 0.55
                y: root.thickness / 2
            }

            PathLine {
                x: root.corner
                y: root.thickness / 2
            }
        }
    }

    Corner {}

    Corner {
        anchors.right: parent.right
        rotation: 90
    }

    Corner {
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        rotation: 180
    }

    Corner {
        anchors.bottom: parent.bottom
        rotation: 270
    }

    Rectangle {
        id: light

        property real progress: 0.5

        height: root.height * 0.24
        opacity: Theme.reduceMotion ? 0 : Math.min(1, 4 * progress, 4 * (1 - progress)) * 0.5
        visible: root.looking
        width: root.width - 4 * root.thickness
        x: 2 * root.thickness
        y: progress * (root.height - height)

        gradient: Gradient {
            GradientStop {
                color: "transparent"
                position: 0
            }

            GradientStop {
                color: Theme.accent
                position: 0.5
            }

            GradientStop {
                color: "transparent"
                position: 1
            }
        }

        SequentialAnimation on progress {
            loops: Animation.Infinite
            running: root.looking && root.visible && !Theme.reduceMotion

            NumberAnimation {
                duration: 2600
                easing.type: Easing.InOutSine
                from: 0
                to: 1
            }

            NumberAnimation {
                duration: 2600
                easing.type: Easing.InOutSine
                from: 1
                to: 0
            }
        }
    }
}
