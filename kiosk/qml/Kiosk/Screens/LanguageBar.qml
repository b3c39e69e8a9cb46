pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// The languages of the city, each by its own name and one tap away: in a row, or one below the
// other in `upright`. Where not all have room for a finger, two do and a sheet has the rest.
Item {
    id: root

    required property AppModel app
    required property bool upright
    // What there is for all of them along the bar.
    required property real room

    readonly property var languages: app.languages
    readonly property bool all: room / languages.length >= Theme.dense
    readonly property var shown: all ? languages : Array.from(languages).filter(each => each.code !== app.language).slice(0, 2)
    readonly property int cells: shown.length + (all ? 0 : 1)
    readonly property real cell: upright ? Math.min(room / cells, 72 * Theme.unit) : room / cells

    signal moreWanted

    implicitHeight: languages.length < 2 ? 0 : upright ? cells * cell : Math.max(66 * Theme.unit, Theme.dense)

    component Cell: T.AbstractButton {
        id: button

        property bool spoken: false

        Accessible.checkable: true
        Accessible.checked: spoken
        Accessible.name: text
        Accessible.role: Accessible.RadioButton
        focusPolicy: Qt.StrongFocus
        height: root.upright ? root.cell : root.height
        hoverEnabled: false
        scale: pressed ? 0.94 : 1
        width: root.upright ? root.width : root.cell

        background: Item {
            Rectangle {
                anchors.centerIn: parent
                border.color: Theme.ink
                border.width: Theme.contrast && button.spoken ? Theme.hair : 0
                color: button.spoken ? Theme.primarySoft : "transparent"
                height: Math.min(48 * Theme.unit, parent.height - Theme.tiny)
                radius: height / 2
                width: Math.min(parent.width - Theme.tiny, word.contentWidth + 2 * Theme.medium)
            }
        }

        contentItem: Item {
            TextBlock {
                id: word

                anchors.centerIn: parent
                color: button.spoken ? Theme.onSoft(Theme.primary) : Theme.inkSoft
                font.pixelSize: root.cells > 5 ? 21 * Theme.unit : 24 * Theme.unit * Math.min(1.2, Theme.textScale)
                font.weight: button.spoken ? Font.Bold : Font.DemiBold
                fontSizeMode: Text.HorizontalFit
                horizontalAlignment: Text.AlignHCenter
                maximumLineCount: 1
                minimumPixelSize: 10
                role: "caption"
                text: button.text
                verticalAlignment: Text.AlignVCenter
                width: parent.width - Theme.small
            }

            FocusRing {
                anchors.margins: Theme.tiny / 2
                radius: height / 2
                shown: button.visualFocus
            }
        }

        Behavior on scale {
            NumberAnimation {
                duration: Theme.quick
            }
        }
    }

    Grid {
        columns: root.upright ? 1 : root.cells
        visible: root.languages.length > 1

        Repeater {
            model: root.shown

            Cell {
                required property var modelData

                objectName: "navLanguage:" + modelData.code
                spoken: modelData.code === root.app.language
                text: modelData.name

                onClicked: root.app.setLanguage(modelData.code)
            }
        }

        Cell {
            objectName: "navLanguage"
            text: qsTr("Language")
            visible: !root.all

            onClicked: root.moreWanted()
        }
    }
}
