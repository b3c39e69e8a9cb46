pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Kiosk.Theme

// A labelled button. `variant` is primary, accent, secondary, quiet or danger.
T.Button {
    id: root

    property string iconName: ""
    property bool iconFilled: false
    property string variant: "primary"
    property bool large: false
    property bool dense: false
    property bool busy: false

    readonly property real iconRoom: iconName !== "" || busy ? font.pixelSize * 1.25 + (text !== "" ? Theme.small : 0) : 0
    readonly property color ground: variant === "primary" ? Theme.primary : variant === "accent" ? Theme.accent : variant === "danger" ? Theme.danger : variant === "quiet" ? "transparent" : Theme.surface
    readonly property color tone: variant === "primary" ? Theme.primaryText : variant === "accent" ? Theme.accentText : variant === "danger" ? Theme.on(Theme.danger) : Theme.primaryInk

    Accessible.name: text
    Accessible.role: Accessible.Button
    focusPolicy: Qt.StrongFocus
    font.family: Theme.family
    font.pixelSize: large ? Theme.subheading * 1.1 : Theme.label * 1.08
    font.weight: Font.Bold
    hoverEnabled: false
    leftPadding: (large ? Theme.large : Theme.medium) * 1.2
    opacity: enabled ? 1 : 0.55
    rightPadding: leftPadding
    scale: down ? 0.96 : 1
    verticalPadding: dense ? Theme.tiny : Theme.small

    Behavior on scale {
        NumberAnimation {
            duration: Theme.quick
            easing.type: Easing.OutCubic
        }
    }

    background: Rectangle {
        border.color: root.variant === "secondary" ? (Theme.contrast ? Theme.ink : Theme.mix(Theme.primary, Theme.surface, 0.55)) : Theme.contrast ? Theme.ink : "transparent"
        border.width: root.variant === "secondary" || Theme.contrast ? Theme.hair * 1.5 : 0
        color: root.down ? (root.variant === "quiet" ? Theme.sunken : Theme.mix(root.ground, Theme.ink, 0.14)) : root.ground
        radius: Math.min(height / 2, Theme.radiusLarge)

        FocusRing {
            radius: parent.radius + 6 * Theme.unit
            shown: root.visualFocus
        }
    }
    contentItem: Item {
        implicitHeight: line.implicitHeight
        implicitWidth: natural.advanceWidth + root.iconRoom + 2

        TextMetrics {
            id: natural

            font: root.font
            text: root.text
        }

        Row {
            id: line

            anchors.centerIn: parent
            spacing: Theme.small

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                color: root.tone
                filled: root.iconFilled
                name: root.busy ? "circle-notch" : root.iconName
                size: root.font.pixelSize * 1.25
                visible: root.busy || root.iconName !== ""

                RotationAnimator on rotation {
                    duration: 900
                    from: 0
                    loops: Animation.Infinite
                    running: root.busy && !Theme.reduceMotion
                    to: 360
                }
            }

            Text {
                id: words

                anchors.verticalCenter: parent.verticalCenter
                color: root.tone
                elide: Text.ElideRight
                font: root.font
                horizontalAlignment: Text.AlignHCenter
                lineHeight: 1.05
                maximumLineCount: 2
                text: root.text
                textFormat: Text.PlainText
                visible: text !== ""
                width: Math.min(Math.ceil(natural.advanceWidth) + 2, root.availableWidth - root.iconRoom)
                wrapMode: Text.Wrap
            }
        }
    }

    implicitHeight: Math.max(dense ? Theme.dense : large ? Theme.target * 1.25 : Theme.target, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: Math.max(implicitHeight, implicitContentWidth + leftPadding + rightPadding)
}
