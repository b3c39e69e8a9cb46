pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// One glyph of the bundled icon font, by its Phosphor name.
Text {
    id: root

    property string name: "circle"
    property real size: Theme.iconSize
    property bool filled: false

    Accessible.ignored: true
    color: Theme.ink
    font.family: filled ? "Phosphor-Fill" : "Phosphor-Bold"
    font.pixelSize: Math.max(1, size)
    height: size
    horizontalAlignment: Text.AlignHCenter
    renderType: Text.QtRendering
    text: Icons.glyph(name)
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
    width: size
}
