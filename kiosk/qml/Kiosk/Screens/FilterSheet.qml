pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Every filter at once, with how many activities each would leave.
Sheet {
    id: root

    required property ActivityListModel list

    subtitle: list.view.summary
    title: qsTr("Filters")
    wide: 1320 * Theme.unit

    ScrollArea {
        bottomRoom: 0
        height: Math.min(groups.height, root.room - root.chrome - buttons.height - Theme.medium)
        objectName: "filterGroups"
        width: parent.width

        Column {
            id: groups

            spacing: Theme.medium
            width: parent.width

            Repeater {
                model: [
                    {
                        "title": qsTr("When"),
                        "name": "days"
                    },
                    {
                        "title": qsTr("Time of day"),
                        "name": "times"
                    },
                    {
                        "title": qsTr("Age"),
                        "name": "ages"
                    },
                    {
                        "title": qsTr("School class"),
                        "name": "classes"
                    },
                    {
                        "title": qsTr("Price"),
                        "name": "prices"
                    },
                    {
                        "title": qsTr("Distance from here"),
                        "name": "distances"
                    },
                    {
                        "title": qsTr("Topic"),
                        "name": "topics"
                    },
                    {
                        "title": qsTr("Kind"),
                        "name": "kinds"
                    },
                    {
                        "title": qsTr("Language"),
                        "name": "languages"
                    },
                    {
                        "title": qsTr("I need"),
                        "name": "needs"
                    },
                    {
                        "title": qsTr("Wishes"),
                        "name": "wishes"
                    }
                ]

                Column {
                    id: group

                    required property var modelData
                    readonly property Rows rows: root.list.group(modelData.name)

                    spacing: Theme.tiny
                    visible: rows.count > 0
                    width: groups.width

                    TextBlock {
                        color: Theme.inkSoft
                        role: "label"
                        text: group.modelData.title
                    }

                    ChipRow {
                        rows: group.rows
                        width: parent.width
                        wrapped: true

                        onToggled: (name, value) => root.list.toggle(name, value)
                    }
                }
            }
        }
    }

    Row {
        id: buttons

        anchors.right: parent.right
        spacing: Theme.small
        y: Math.min(groups.height, root.room - root.chrome - height - Theme.medium) + Theme.medium

        KioskButton {
            objectName: "filtersClear"
            text: qsTr("Clear all")
            variant: "secondary"

            onClicked: root.list.clear()
        }

        KioskButton {
            objectName: "filtersDone"
            text: qsTr("Show %n activity(s)", "", root.list.view.total)

            onClicked: root.closed()
        }
    }
}
