pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// Every control in every state, for those who design. `page`, `scheme` and the scale are chosen
// above; the command's --out saves a picture of each page, whole, in each scheme.
Window {
    id: root

    property string page: "Buttons"
    property real screenHeight: height
    // What the page needs to be seen whole.
    readonly property real whole: Math.max(screenHeight, choices.height + area.contentHeight + 3 * Theme.margin)
    readonly property var pages: ["Buttons", "States", "Words", "Cards", "Panels", "Layers"]

    color: Theme.background
    height: 1920
    title: "Gallery"
    visible: true
    width: 1080

    Binding {
        property: "windowWidth"
        target: Theme
        value: root.width
    }

    Binding {
        property: "windowHeight"
        target: Theme
        value: root.screenHeight
    }

    Flow {
        id: choices

        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        spacing: Theme.small

        Repeater {
            model: root.pages

            Chip {
                required property string modelData

                objectName: "page:" + modelData
                selected: root.page === modelData
                text: modelData

                onClicked: root.page = modelData
            }
        }

        Repeater {
            model: ["light", "dark", "contrast"]

            Chip {
                required property string modelData

                objectName: "scheme:" + modelData
                selected: Theme.scheme === modelData
                text: modelData
                tone: Theme.positive

                onClicked: Theme.scheme = modelData
            }
        }

        Repeater {
            model: [1, 1.5, 2]

            Chip {
                required property real modelData

                objectName: "scale:" + modelData
                selected: Theme.textScale === modelData
                text: Math.round(modelData * 100) + " %"
                tone: Theme.warning

                onClicked: Theme.textScale = modelData
            }
        }
    }

    ScrollArea {
        id: area

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: choices.bottom

        Loader {
            objectName: "gallery"
            source: "Kiosk/Gallery/" + root.page + ".qml"
            width: parent ? parent.width : 0
        }
    }
}
