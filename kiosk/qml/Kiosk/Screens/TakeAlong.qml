pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// The QR code of an activity, beside its next time.
Card {
    id: root

    required property var view
    readonly property bool wide: !Theme.portrait || Theme.textScale > 1.4
    readonly property real codeSide: wide ? Math.min(availableWidth, 640 * Theme.unit) : 616 * Theme.unit

    signal enlarge

    fill: Theme.contrast ? "#000000" : Theme.dark ? Theme.surface : Theme.primarySoft
    objectName: "takeAlong"
    padding: Theme.medium
    raised: false
    tappable: true
    text: qsTr("Take it to your phone")
    width: parent ? parent.width : 0

    onClicked: enlarge()

    Item {
        height: root.wide ? code.height + words.height + Theme.medium : Math.max(code.height, words.height)
        width: root.availableWidth

        QrCode {
            id: code

            label: qsTr("QR code with the time and the address")
            modules: root.view.code ? root.view.code.side : 0
            objectName: "detailCode"
            source: root.view.code ? root.view.code.source : ""
            width: root.codeSide
        }

        Column {
            id: words

            spacing: Theme.small
            width: parent.width - x
            x: root.wide ? 0 : code.width + Theme.large
            y: root.wide ? code.height + Theme.medium : (parent.height - height) / 2

            WhenLabel {
                room: parent.width
                size: Theme.subheading
                text: root.view.when ?? ""
                tone: root.view.tone ?? "none"
            }

            Heading {
                font.pixelSize: Theme.heading * 0.9
                text: qsTr("Take it to your phone")
                width: parent.width
            }

            TextBlock {
                color: Theme.inkSoft
                text: qsTr("Point your phone's camera here: time and address go into your calendar.")
                width: parent.width
            }
        }
    }
}
