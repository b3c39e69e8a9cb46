pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// What visitors looked at and what they sought in vain, in numbers about nobody.
Item {
    id: root

    required property UsageModel usage
    readonly property var missing: usage.missing
    readonly property var seen: usage.seen
    readonly property var places: usage.places

    readonly property var said: usage.said

    // What the counts call it, in words; a face and what it was about are told apart by a colon.
    readonly property var faces: ({
            "good": qsTr("Good"),
            "fair": qsTr("So-so"),
            "bad": qsTr("Not good"),
            "finding": qsTr("Finding something"),
            "activities": qsTr("What the city offers"),
            "map": qsTr("The map"),
            "scan": qsTr("Scanning codes"),
            "screen": qsTr("This screen")
        })

    signal back

    // A stick may be plugged in at any time.
    Timer {
        interval: 3000
        repeat: true
        running: root.visible

        onTriggered: root.usage.refresh()
    }

    component Ranking: Card {
        id: ranking

        required property string heading
        required property string nothing
        required property string iconName
        required property var rows
        readonly property int most: Math.max(1, ...rows.map(row => row.visits))

        padding: Theme.medium
        text: heading

        Column {
            spacing: Theme.small
            width: ranking.availableWidth

            Fact {
                iconName: ranking.iconName
                ink: Theme.primaryInk
                room: parent.width
                strong: true
                text: ranking.heading
            }

            TextBlock {
                color: Theme.inkSoft
                text: ranking.nothing
                visible: ranking.rows.length === 0
                width: parent.width
            }

            Repeater {
                model: ranking.rows

                Item {
                    id: line

                    required property var modelData

                    height: name.height + Theme.tiny * 1.5
                    width: parent ? parent.width : 0

                    Rectangle {
                        anchors.bottom: parent.bottom
                        color: Theme.primarySoft
                        height: Theme.tiny
                        radius: height / 2
                        width: parent.width

                        Rectangle {
                            color: Theme.primary
                            height: parent.height
                            radius: height / 2
                            width: parent.width * line.modelData.visits / ranking.most
                        }
                    }

                    TextBlock {
                        id: name

                        maximumLineCount: 1
                        role: "label"
                        text: line.modelData.words
                        width: parent.width - number.width - Theme.small
                        wrapMode: Text.NoWrap
                    }

                    TextBlock {
                        id: number

                        anchors.right: parent.right
                        role: "label"
                        strong: true
                        text: line.modelData.visits
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }
    }

    ScrollArea {
        anchors.fill: parent

        Column {
            spacing: Theme.medium
            topPadding: Theme.medium
            width: root.width - 2 * Theme.margin
            x: Theme.margin

            TopBar {
                subtitle: qsTr("The last 30 days, in visits")
                title: qsTr("What visitors look for")
                width: parent.width

                onBack: root.back()
            }

            Grid {
                columnSpacing: Theme.medium
                columns: Theme.portrait ? 1 : 2
                rowSpacing: Theme.medium
                width: parent.width

                Ranking {
                    heading: qsTr("Searched for, but not found")
                    iconName: "binoculars"
                    nothing: qsTr("No search came up empty in five or more visits on one day.")
                    objectName: "usageMissing"
                    rows: root.missing
                    width: (parent.width - (parent.columns - 1) * Theme.medium) / parent.columns
                }

                Ranking {
                    heading: qsTr("Viewed most")
                    iconName: "eye"
                    nothing: qsTr("No activity was opened in five or more visits on one day.")
                    objectName: "usageSeen"
                    rows: root.seen
                    width: (parent.width - (parent.columns - 1) * Theme.medium) / parent.columns
                }
            }

            Ranking {
                heading: qsTr("How it was, by visitors themselves")
                iconName: "smiley"
                nothing: qsTr("On no day have five or more visitors said how it was.")
                objectName: "usageSaid"
                rows: root.said.map(row => ({
                            "words": row.words.split(":").map(part => root.faces[part] ?? part).join(" · "),
                            "visits": row.visits
                        }))
                width: parent.width
            }

            TextBlock {
                color: Theme.inkSoft
                text: qsTr("Counted by day and never by person. Anything done in fewer than five visits a day is deleted when the day is over. The hub gets the same counts.")
                width: parent.width
            }

            Flow {
                spacing: Theme.medium
                width: parent.width

                Repeater {
                    model: root.places

                    KioskButton {
                        required property int index
                        required property string modelData

                        busy: root.usage.state === "saving"
                        enabled: root.usage.state !== "saving"
                        iconName: "usb"
                        objectName: "saveUsageTo-" + index
                        text: qsTr("Save to %1").arg(modelData)

                        onClicked: root.usage.save(index)
                    }
                }
            }

            TextBlock {
                color: root.usage.state === "failed" ? Theme.danger : root.usage.state === "saved" ? Theme.positive : Theme.inkSoft
                objectName: "usageWords"
                role: "subheading"
                text: root.usage.state === "saved" ? qsTr("Saved as a table. The stick may be pulled out.") : root.usage.state === "failed" ? qsTr("It could not be saved. Is the stick full or locked?") : root.places.length === 0 ? qsTr("Plug in a USB stick to take the counts along.") : ""
                visible: text !== ""
                width: parent.width
            }
        }
    }
}
