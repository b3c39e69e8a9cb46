pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// What the city asks for each month: numbers about nobody, to look at and to take along.
Item {
    id: root

    required property StaffModel model

    readonly property ReportModel report: model.month
    readonly property var rights: model.rights
    readonly property bool mayExport: rights.includes("export")
    readonly property var sums: report.sums
    readonly property var days: report.days
    readonly property var places: report.places
    readonly property int most: Math.max(1, ...days)

    // A stick may be plugged in at any time.
    Timer {
        interval: 3000
        repeat: true
        running: root.visible

        onTriggered: root.report.refresh()
    }

    ScrollArea {
        anchors.fill: parent

        Column {
            spacing: Theme.medium
            topPadding: Theme.medium
            width: root.width - 2 * Theme.margin
            x: Theme.margin

            TopBar {
                title: qsTr("The month in numbers")
                width: parent.width

                onBack: root.model.show("today")

                IconButton {
                    anchors.verticalCenter: parent.verticalCenter
                    iconName: "caret-left"
                    label: qsTr("Earlier month")
                    objectName: "monthBefore"

                    onClicked: root.report.step(-1)
                }

                TextBlock {
                    anchors.verticalCenter: parent.verticalCenter
                    objectName: "month"
                    role: "subheading"
                    text: root.sums.month
                    wrapMode: Text.NoWrap
                }

                IconButton {
                    anchors.verticalCenter: parent.verticalCenter
                    enabled: !root.sums.last
                    iconName: "caret-right"
                    label: qsTr("Later month")
                    objectName: "monthAfter"

                    onClicked: root.report.step(1)
                }
            }

            Card {
                padding: Theme.medium
                width: parent.width

                Flow {
                    spacing: Theme.textScale > 1.3 ? Theme.large : Theme.huge
                    width: parent.width

                    CountTile {
                        number: root.sums.visitors
                        objectName: "reportVisitors"
                        tone: Theme.positive
                        word: qsTr("visitors")
                    }

                    CountTile {
                        number: root.sums.visits
                        objectName: "reportVisits"
                        word: qsTr("visits")
                    }

                    CountTile {
                        number: root.sums.sessions
                        word: qsTr("sessions")
                    }

                    CountTile {
                        number: root.sums.hours
                        word: qsTr("hours")
                    }

                    CountTile {
                        number: root.sums.guests
                        word: qsTr("guests without a pass")
                    }
                }
            }

            Card {
                id: chart

                padding: Theme.medium
                text: qsTr("Visits by day")
                width: parent.width

                Row {
                    id: columns

                    height: (Theme.portrait ? 420 : 260) * Theme.unit
                    width: chart.availableWidth

                    Repeater {
                        model: root.days

                        Item {
                            id: day

                            required property int index
                            required property int modelData

                            Accessible.name: qsTr("Day %1: %2").arg(index + 1).arg(modelData)
                            Accessible.role: Accessible.StaticText
                            height: columns.height
                            width: columns.width / Math.max(1, root.days.length)

                            Rectangle {
                                anchors.bottom: number.top
                                anchors.horizontalCenter: parent.horizontalCenter
                                color: Theme.primary
                                height: Math.max(day.modelData > 0 ? Theme.tiny : Theme.hair, (parent.height - 2 * number.height) * day.modelData / root.most)
                                radius: Theme.hair
                                width: parent.width * 0.66
                            }

                            TextBlock {
                                id: number

                                Accessible.ignored: true
                                anchors.bottom: parent.bottom
                                horizontalAlignment: Text.AlignHCenter
                                role: "caption"
                                text: day.index % 5 === 4 || day.index === 0 ? day.index + 1 : ""
                                elide: Text.ElideNone
                                height: Theme.label * 1.4
                                width: parent.width
                                wrapMode: Text.NoWrap
                            }
                        }
                    }
                }
            }

            TextBlock {
                color: Theme.inkSoft
                text: qsTr("Counted on this kiosk. The same person at two sessions is one visitor and two visits; guests without a pass are visits only. Nobody's name or pass is in the report.")
                width: parent.width
            }

            Flow {
                spacing: Theme.medium
                width: parent.width

                KioskButton {
                    iconName: "binoculars"
                    objectName: "usageOpen"
                    text: qsTr("What visitors look for")
                    variant: "secondary"
                    visible: root.model.lookedFor !== null

                    onClicked: root.model.show("usage")
                }

                Repeater {
                    model: root.mayExport ? root.places : []

                    KioskButton {
                        required property int index
                        required property string modelData

                        busy: root.report.state === "saving"
                        enabled: root.report.state !== "saving"
                        iconName: "usb"
                        objectName: "saveTo-" + index
                        text: qsTr("Save to %1").arg(modelData)

                        onClicked: root.report.save(index)
                    }
                }
            }

            TextBlock {
                color: root.report.state === "failed" ? Theme.danger : root.report.state === "saved" ? Theme.positive : Theme.inkSoft
                objectName: "reportWords"
                role: "subheading"
                text: root.report.state === "saved" ? qsTr("Saved: a table, a workbook and a page to print. The stick may be pulled out.") : root.report.state === "failed" ? qsTr("It could not be saved. Is the stick full or locked?") : !root.mayExport ? qsTr("A manager can take the report along on a USB stick.") : root.places.length === 0 ? qsTr("Plug in a USB stick to take the report along.") : ""
                visible: text !== ""
                width: parent.width
            }
        }
    }
}
