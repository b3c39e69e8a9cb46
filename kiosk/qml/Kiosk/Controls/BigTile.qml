pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// A large way in, on the home screen.
Card {
    id: root

    property string title: ""
    property string caption: ""
    property string iconName: "circle"
    property bool filled: false
    property color tone: Theme.primary
    property bool bold: false

    readonly property color ink: Theme.contrast ? Theme.ink : bold ? Theme.on(tone) : Theme.ink

    edge: Theme.contrast || (Theme.dark && !bold) ? Theme.line : "transparent"
    fill: Theme.contrast ? "#000000" : bold ? tone : Theme.surface
    padding: 0
    tappable: true
    text: caption === "" ? title : "%1, %2".arg(title).arg(caption)

    Item {
        id: body

        readonly property bool low: root.height < 190 * Theme.unit

        clip: true
        height: root.height
        width: root.width

        Icon {
            id: mark

            anchors.left: parent.left
            anchors.leftMargin: body.low ? Theme.small : Theme.medium * 1.1
            color: Theme.contrast ? Theme.ink : root.bold ? root.ink : Theme.inked(root.tone)
            filled: root.filled
            name: root.iconName
            size: body.low ? 52 * Theme.unit : Math.min(76 * Theme.unit, root.height * 0.36)
            y: body.low ? (root.height - height) / 2 : Theme.medium * 1.1
        }

        Column {
            id: words

            spacing: Theme.tiny / 2
            width: parent.width - x - (body.low ? Theme.tiny : Theme.small)
            x: body.low ? mark.x + mark.width + Theme.small : Theme.medium * 1.1
            y: body.low ? (root.height - height) / 2 : root.height - height - Theme.medium

            TextBlock {
                color: root.ink
                font.pixelSize: body.low ? Theme.subheading * 0.92 : Theme.subheading
                font.weight: Font.Bold
                // A long word gets smaller letters rather than a break within it.
                fontSizeMode: Text.Fit
                maximumLineCount: 2
                minimumPixelSize: Math.round(font.pixelSize * 0.7)
                role: "subheading"
                text: root.title
                width: parent.width
                wrapMode: Text.WordWrap
            }

            TextBlock {
                color: root.bold ? root.ink : Theme.inkSoft
                fontSizeMode: Text.HorizontalFit
                maximumLineCount: 1
                minimumPixelSize: Math.round(Theme.caption * 0.68)
                opacity: root.bold ? 0.88 : 1
                role: "caption"
                text: root.caption
                visible: text !== ""
                width: parent.width
            }
        }
    }
}
