pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Every badge that can be earned in the city.
ScreenRoot {
    id: root

    readonly property BadgesModel model: root.app.models.badgesModel
    readonly property int columns: Theme.portrait ? 3 : 6

    objectName: "badges"

    TopBar {
        id: bar

        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.large
        subtitle: qsTr("What you learn, others can see")
        title: qsTr("Badges")

        onBack: root.app.back()
    }

    LoadingPage {
        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: bar.bottom
        heights: [220, 220, 220, 220]
        visible: root.model.view.state === "loading"
    }

    GridView {
        id: grid

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin - Theme.medium
        anchors.top: bar.bottom
        anchors.topMargin: Theme.medium
        cellHeight: cellWidth * 0.86 + 96 * Theme.unit * Theme.textScale
        cellWidth: width / root.columns
        clip: true
        model: root.model.rows
        pressDelay: 60

        footer: TextBlock {
            bottomPadding: Theme.large
            role: "caption"
            text: root.model.view.sources ?? ""
            width: grid.width - Theme.medium
        }
        header: Item {
            height: counts.height + Theme.medium
            width: grid.width - Theme.medium

            LinkRow {
                id: counts

                iconName: "scales"
                name: qsTr("What counts for what")
                note: qsTr("By year, with the source")
                objectName: "badgesRecognition"
                width: parent.width

                onClicked: root.app.navigate("recognition")
            }
        }
        delegate: Item {
            id: cell

            required property string rowId
            required property string name
            required property string issuer
            required property string image

            height: grid.cellHeight
            width: grid.cellWidth

            Card {
                anchors.fill: parent
                anchors.bottomMargin: Theme.medium
                anchors.rightMargin: Theme.medium
                objectName: "badge:" + cell.rowId
                padding: Theme.small
                tappable: true
                text: "%1, %2".arg(cell.name).arg(cell.issuer)

                onClicked: root.app.navigate("badge", {
                    "id": cell.rowId
                })

                Item {
                    height: cell.height - Theme.medium - 2 * Theme.small
                    width: cell.width - Theme.medium - 2 * Theme.small

                    Image {
                        id: art

                        anchors.horizontalCenter: parent.horizontalCenter
                        asynchronous: true
                        height: Math.min(parent.width, parent.height - label.height - Theme.small)
                        source: cell.image
                        sourceSize.height: 400
                        sourceSize.width: 400
                        width: height
                    }

                    TextBlock {
                        id: label

                        anchors.bottom: parent.bottom
                        fontSizeMode: Text.Fit
                        height: 2.7 * Theme.label
                        horizontalAlignment: Text.AlignHCenter
                        maximumLineCount: 2
                        minimumPixelSize: Math.round(Theme.label * 0.75)
                        role: "label"
                        text: cell.name
                        verticalAlignment: Text.AlignVCenter
                        width: parent.width
                        wrapMode: Text.WordWrap
                    }
                }
            }
        }

        ScrollMark {
            view: grid
        }
    }
}
