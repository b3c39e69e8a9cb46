pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// What this kiosk knows, where from and how old it is; and what it does not keep.
ScreenRoot {
    id: root

    readonly property var health: root.app.models.healthModel.view

    objectName: "about"

    component Section: Card {
        id: section

        property string heading: ""
        property string iconName: "info"
        property var lines: []

        text: heading
        width: parent ? parent.width : 0

        Item {
            height: Math.max(sign.height, words.height)
            width: section.availableWidth

            TopicMark {
                id: sign

                colour: Theme.primary
                iconName: section.iconName
                quiet: true
                side: 92 * Theme.unit
            }

            Column {
                id: words

                anchors.left: sign.right
                anchors.leftMargin: Theme.medium
                anchors.right: parent.right
                spacing: Theme.small

                Heading {
                    font.pixelSize: Theme.subheading * 1.1
                    text: section.heading
                    width: parent.width
                }

                Repeater {
                    model: section.lines

                    TextBlock {
                        required property string modelData

                        text: modelData
                        width: parent ? parent.width : 0
                    }
                }
            }
        }
    }

    TopBar {
        id: bar

        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.large
        title: qsTr("About this kiosk")

        onBack: root.app.back()

        StatusPill {
            anchors.verticalCenter: parent ? parent.verticalCenter : undefined
            enabled: false
            freshness: root.health.state
            text: root.health.text
        }
    }

    ScrollArea {
        id: page

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: bar.bottom
        anchors.topMargin: Theme.medium

        Column {
            spacing: Theme.medium
            width: Math.min(page.width - 2 * Theme.margin, 1320 * Theme.unit)
            x: (page.width - width) / 2

            Section {
                heading: qsTr("How fresh is this?")
                iconName: "clock-clockwise"
                lines: [root.health.detail, root.app.city.demonstration ? root.app.city.notice : ""].filter(part => part !== "")
            }

            Section {
                heading: qsTr("Your privacy")
                iconName: "shield-check"
                lines: [qsTr("No account, no camera recording, no tracking. What you searched and picked is forgotten as soon as you leave, and at the latest a minute after your last touch."), qsTr("For each day this kiosk keeps only how many visitors opened an activity and which words found nothing, never who or when; anything that fewer than five did is deleted when the day is over."), qsTr("The camera is on only while you scan a code, and no picture is kept."), qsTr("Walking times are estimates: the distance in a straight line plus a third, at 4.5 km an hour."), qsTr("Minutes by public transport include the walk, the wait and every change if you leave now, by a timetable whose date is shown; it does not know holidays.")]
            }

            Section {
                heading: qsTr("Where the data come from")
                iconName: "database"
                lines: root.health.sources
            }

            Section {
                heading: qsTr("Made with")
                iconName: "code"
                lines: [qsTr("Qt (LGPL 3), MapLibre GL JS (BSD), Onest (SIL Open Font License), Phosphor Icons (MIT). This kiosk is open source under the Apache License 2.0.")]
            }

            Flow {
                spacing: Theme.medium
                width: parent.width

                KioskButton {
                    iconName: "smiley"
                    objectName: "aboutFeedback"
                    text: qsTr("How was it? Tell us with a face")
                    visible: root.app.listens

                    onClicked: root.app.navigate("feedback")
                }

                KioskButton {
                    iconName: "certificate"
                    objectName: "aboutLicences"
                    text: qsTr("All parts and their licences")
                    variant: "secondary"

                    onClicked: root.app.navigate("licences")
                }
            }
        }
    }
}
