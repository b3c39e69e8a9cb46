pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Kiosk.Theme

// One key. It acts on release within itself, like every button, and never takes the focus.
T.Button {
    id: root

    property string iconName: ""
    property string label: ""
    property string name: "key:" + text.toLowerCase()
    property bool lit: false
    property bool own: false

    Accessible.name: label !== "" ? label : text
    Accessible.role: Accessible.Button
    focusPolicy: Qt.NoFocus
    hoverEnabled: false
    objectName: name
    opacity: enabled ? 1 : 0.4
    padding: 0
    scale: down ? 1.06 : 1

    background: Rectangle {
        border.color: Theme.line
        border.width: Theme.hair
        color: root.lit ? Theme.primary : root.down ? Theme.mix(Theme.surface, Theme.primary, 0.25) : root.own ? Theme.primarySoft : Theme.surface
        radius: Theme.radiusSmall
    }
    contentItem: Item {
        Text {
            anchors.centerIn: parent
            color: root.lit ? Theme.primaryText : root.own ? Theme.onSoft(Theme.primary) : Theme.ink
            font.family: Theme.family
            font.pixelSize: root.text.length > 1 ? Theme.unit * 30 : 40 * Theme.unit
            font.weight: Font.DemiBold
            fontSizeMode: Text.HorizontalFit
            horizontalAlignment: Text.AlignHCenter
            minimumPixelSize: 12
            text: root.text
            textFormat: Text.PlainText
            width: root.width - Theme.tiny
        }

        Icon {
            anchors.centerIn: parent
            color: root.lit ? Theme.primaryText : Theme.ink
            filled: root.lit
            name: root.iconName
            size: 40 * Theme.unit
            visible: root.iconName !== ""
        }
    }
}
