pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import Kiosk.Theme

// A hand-held scanner that reads a code from a phone. Drawn on a field of 400 x 300.
Item {
    id: root

    property real zoom: width / 400

    Accessible.ignored: true
    height: width * 0.75

    component Part: ShapePath {
        capStyle: ShapePath.RoundCap
        joinStyle: ShapePath.RoundJoin
        strokeColor: "transparent"
        strokeWidth: 0
    }

    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer

        transform: Scale {
            xScale: root.zoom
            yScale: root.zoom
        }

        Part {
            fillColor: Theme.soft(Theme.accent)

            PathSvg {
                path: "M60 150a140 130 0 1 0 280 0a140 130 0 1 0-280 0z"
            }
        }

        // The beam.
        Part {
            fillColor: Qt.rgba(Theme.accent.r, Theme.accent.g, Theme.accent.b, 0.42)

            PathSvg {
                path: "M164 104L286 84L286 196L164 124z"
            }
        }

        // The handle, then the head, then its window.
        Part {
            fillColor: Theme.mix(Theme.primary, Theme.ink, 0.25)

            PathSvg {
                path: "M76 128l44 6l-10 106q-3 22-25 20q-21-3-19-24z"
            }
        }

        Part {
            fillColor: Theme.primary

            PathSvg {
                path: "M58 92q2-22 24-22l64-2q22 0 26 20l4 26q2 22-20 24l-72 6q-22 0-26-22z"
            }
        }

        Part {
            fillColor: Theme.mix(Theme.primary, "#000000", 0.45)

            PathSvg {
                path: "M150 86q12 0 14 10l3 18q1 11-9 12l-6 0q-8-1-9-10l-2-20q-1-10 9-10z"
            }
        }

        Part {
            fillColor: Theme.accent

            PathSvg {
                path: "M112 152l14 1l-2 22q-2 8-9 7q-6-2-5-8z"
            }
        }

        // The phone and its code.
        Part {
            fillColor: "#231d33"

            PathSvg {
                path: "M262 50h64q16 0 16 16v152q0 16-16 16h-64q-16 0-16-16v-152q0-16 16-16z"
            }
        }

        Part {
            fillColor: "#ffffff"

            PathSvg {
                path: "M260 66h68q6 0 6 6v136q0 6-6 6h-68q-6 0-6-6v-136q0-6 6-6z"
            }
        }

        Part {
            fillColor: "#231d33"

            PathSvg {
                path: "M264 104h22v22h-22zM302 104h22v22h-22zM264 142h22v22h-22zM294 134h8v8h-8zM310 134h8v8h-8zM302 146h8v8h-8zM316 150h8v14h-8zM294 156h8v8h-8zM292 112h5v14h-5z"
            }
        }

        Part {
            fillColor: "#ffffff"

            PathSvg {
                path: "M269 109h12v12h-12zM307 109h12v12h-12zM269 147h12v12h-12z"
            }
        }

        Part {
            fillColor: "#231d33"

            PathSvg {
                path: "M272 111h6v8h-6zM310 111h6v8h-6zM272 149h6v8h-6z"
            }
        }
    }
}
