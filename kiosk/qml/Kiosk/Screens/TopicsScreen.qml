pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// The city's subjects, each by colour, shape and icon.
ScreenRoot {
    id: root

    readonly property HomeModel home: root.app.models.homeModel
    readonly property int columns: (Theme.portrait ? 2 : 4) / (Theme.textScale > 1.3 ? 2 : 1)
    readonly property int rows: Math.ceil(Math.max(1, home.topics.count) / columns)

    objectName: "topics"

    TopBar {
        id: bar

        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.large
        title: qsTr("Topics")

        onBack: root.app.back()
    }

    LoadingPage {
        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: bar.bottom
        heights: [190, 190, 190, 190]
        visible: !root.home.view.loaded
    }

    GridView {
        id: grid

        readonly property real fitting: height / root.rows
        readonly property real least: 150 * Theme.unit * (1 + (Theme.textScale - 1) * 1.1)

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.small
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin - Theme.medium
        anchors.top: bar.bottom
        anchors.topMargin: Theme.medium
        cellHeight: Math.max(least, Math.min(fitting, 2 * least))
        cellWidth: width / root.columns
        clip: true
        model: root.home.topics
        pressDelay: 60

        delegate: Item {
            id: cell

            required property string rowId
            required property string name
            required property string iconName
            required property string colour
            required property string shape
            required property int count

            height: grid.cellHeight
            width: grid.cellWidth

            Card {
                anchors.fill: parent
                anchors.bottomMargin: Theme.medium
                anchors.rightMargin: Theme.medium
                fill: Theme.soft(cell.colour)
                objectName: "topic:" + cell.rowId
                padding: 0
                raised: false
                tappable: true
                text: cell.name + ", " + cell.count

                onClicked: root.app.navigate("list", {
                    "topics": cell.rowId
                })

                Item {
                    height: cell.height - Theme.medium
                    width: cell.width - Theme.medium

                    TopicMark {
                        id: mark

                        anchors.left: parent.left
                        anchors.leftMargin: Theme.medium
                        anchors.verticalCenter: parent.verticalCenter
                        colour: cell.colour
                        iconName: cell.iconName
                        side: Math.min(parent.height * 0.56, 108 * Theme.unit)
                    }

                    Column {
                        anchors.left: mark.right
                        anchors.leftMargin: Theme.medium
                        anchors.right: parent.right
                        anchors.rightMargin: Theme.small
                        anchors.verticalCenter: parent.verticalCenter
                        spacing: Theme.tiny

                        TextBlock {
                            font.weight: Font.Bold
                            maximumLineCount: 3
                            role: "subheading"
                            font.pixelSize: Theme.subheading * (Theme.portrait ? 1 : 0.84)
                            text: cell.name
                            width: parent.width
                        }

                        TopicLabel {
                            colour: cell.colour
                            ink: Theme.onSoft(cell.colour)
                            name: qsTr("%n activity(s)", "", cell.count)
                            room: parent.width
                            shape: cell.shape
                        }
                    }
                }
            }
        }

        ScrollMark {
            view: grid
        }
    }
}
