pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// What a badge is good for: what it counts for and who says so, the paths it advances, what next.
Column {
    id: root

    required property var result

    signal activityPicked(string id)
    signal pathPicked(string id)

    spacing: Theme.medium

    component Line: Card {
        id: line

        required property string iconName
        required property string title
        required property string detail

        padding: Theme.small
        raised: false
        tappable: true
        text: "%1, %2".arg(title).arg(detail)
        width: root.width

        Item {
            height: Math.max(Theme.target * 0.8, lines.height)
            width: line.availableWidth

            Icon {
                id: mark

                anchors.verticalCenter: parent.verticalCenter
                color: Theme.primaryInk
                name: line.iconName
            }

            Column {
                id: lines

                anchors.left: mark.right
                anchors.leftMargin: Theme.medium
                anchors.right: arrow.left
                anchors.rightMargin: Theme.small
                anchors.verticalCenter: parent.verticalCenter

                TextBlock {
                    maximumLineCount: 1
                    role: "label"
                    text: line.title
                    width: parent.width
                }

                TextBlock {
                    color: Theme.inkSoft
                    maximumLineCount: 1
                    role: "caption"
                    text: line.detail
                    visible: text !== ""
                    width: parent.width
                }
            }

            Icon {
                id: arrow

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.inkSoft
                name: "caret-right"
            }
        }
    }

    component Part: TextBlock {
        color: Theme.primaryInk
        role: "label"
        width: root.width
    }

    Card {
        id: counts

        padding: Theme.medium
        raised: false
        text: root.result.counts_for
        visible: root.result.counts_for !== "" || root.result.recognized.length > 0
        width: root.width

        Column {
            spacing: Theme.tiny
            width: counts.availableWidth

            Part {
                text: qsTr("What it counts for")
                width: parent.width
            }

            TextBlock {
                objectName: "resultCounts"
                text: root.result.counts_for
                visible: text !== ""
                width: parent.width
            }

            TextBlock {
                color: Theme.inkSoft
                role: "caption"
                text: qsTr("Source: %1").arg(root.result.counts_source)
                visible: root.result.counts_source !== ""
                width: parent.width
            }

            Repeater {
                model: root.result.recognized

                Column {
                    id: said

                    required property var modelData

                    width: parent.width

                    TextBlock {
                        text: said.modelData.text
                        width: parent.width
                    }

                    TextBlock {
                        color: Theme.inkSoft
                        role: "caption"
                        text: said.modelData.detail
                        visible: text !== ""
                        width: parent.width
                    }
                }
            }
        }
    }

    Part {
        text: qsTr("Playlists it moves you along")
        visible: root.result.paths.length > 0
    }

    Repeater {
        model: root.result.paths

        Line {
            required property var modelData
            required property int index

            detail: qsTr("Step %1 of %2").arg(modelData.number).arg(modelData.total)
            iconName: "path"
            objectName: "resultPath" + index
            title: modelData.name

            onClicked: root.pathPicked(modelData.id)
        }
    }

    Part {
        text: qsTr("What next, nearby")
        visible: root.result.nearby.length > 0
    }

    Repeater {
        model: root.result.nearby

        Line {
            required property var modelData
            required property int index

            detail: [modelData.place, modelData.away].filter(part => part !== "").join(" · ")
            iconName: "map-pin"
            objectName: "resultNext" + index
            title: modelData.name

            onClicked: root.activityPicked(modelData.id)
        }
    }
}
