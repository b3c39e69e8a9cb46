pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// Text in one of the type scale's roles: display, title, heading, subheading, body, label, caption.
Text {
    id: root

    property string role: "body"
    property bool strong: false

    readonly property var weights: ({
            "display": Font.ExtraBold,
            "title": Font.ExtraBold,
            "heading": Font.Bold,
            "subheading": Font.DemiBold,
            "body": Font.Normal,
            "label": Font.DemiBold,
            "caption": Font.Medium
        })
    readonly property var sizes: ({
            "display": Theme.display,
            "title": Theme.title,
            "heading": Theme.heading,
            "subheading": Theme.subheading,
            "body": Theme.body,
            "label": Theme.label,
            "caption": Theme.caption
        })
    // Large words of a narrow column get smaller letters rather than a break within them.
    readonly property bool large: isHeading || role === "subheading"
    readonly property bool isHeading: role === "display" || role === "title" || role === "heading"

    Accessible.name: text
    Accessible.role: isHeading ? Accessible.Heading : Accessible.StaticText
    color: role === "caption" ? Theme.inkSoft : Theme.ink
    elide: Text.ElideRight
    font.family: Theme.family
    font.letterSpacing: (role === "display" || role === "title" ? -0.02 : isHeading ? -0.01 : 0) * sizes[role]
    font.pixelSize: sizes[role]
    fontSizeMode: large ? Text.Fit : Text.FixedSize
    font.weight: strong ? Font.Bold : weights[role]
    horizontalAlignment: Text.AlignLeft
    lineHeight: isHeading ? 0.9 : role === "body" ? 1.12 : role === "subheading" ? 0.96 : 1
    // Without a number of lines or a height Qt fits nothing.
    maximumLineCount: large ? 100 : 2147483647
    minimumPixelSize: Math.max(1, Math.round(font.pixelSize * 0.55))
    textFormat: Text.PlainText
    wrapMode: large ? Text.WordWrap : Text.Wrap
}
