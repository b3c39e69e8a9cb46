pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// Text size, contrast, motion, reach, sound and speech, for this visit.
Sheet {
    id: root

    function reset() {
        Theme.textScale = 1;
        Theme.scheme = "light";
        Theme.reduceMotion = false;
        Theme.reach = false;
        Theme.steady = false;
        Theme.readAloud = false;
        Theme.namesAloud = false;
        Theme.sounds = true;
        Theme.loudness = 3;
        root.open = false;
    }

    objectName: "comfort"
    subtitle: qsTr("Only for you, only now")
    title: qsTr("Make it comfortable")
    wide: 1440 * Theme.unit

    component Group: Column {
        id: group

        property string heading: ""
        default property alias choices: flow.data

        spacing: Theme.small
        width: parent ? parent.width : 0

        TextBlock {
            color: Theme.inkSoft
            role: "label"
            text: group.heading
        }

        Flow {
            id: flow

            spacing: Theme.small
            width: parent.width
        }
    }

    ScrollArea {
        bottomRoom: 0
        height: Math.min(halves.height, root.room - root.chrome)
        objectName: "comfortGroups"
        width: parent.width

        Grid {
            id: halves

            readonly property real part: Theme.portrait ? width : (width - spacing) / 2

            columns: Theme.portrait ? 1 : 2
            spacing: Theme.large
            width: parent.width

            Column {
                spacing: Theme.large
                width: halves.part

                Group {
                    heading: qsTr("Text size")

                    Repeater {
                        model: [1, 1.25, 1.5, 2]

                        Chip {
                            required property real modelData

                            implicitHeight: Theme.target
                            objectName: "textScale:" + modelData
                            selected: Theme.textScale === modelData
                            text: "%1 %".arg(modelData * 100)

                            onClicked: Theme.textScale = modelData
                        }
                    }
                }

                Group {
                    heading: qsTr("Colours")

                    Repeater {
                        model: [
                            {
                                "value": "light",
                                "name": qsTr("Light"),
                                "icon": "sun"
                            },
                            {
                                "value": "dark",
                                "name": qsTr("Dark"),
                                "icon": "moon"
                            },
                            {
                                "value": "contrast",
                                "name": qsTr("High contrast"),
                                "icon": "circle-half"
                            }
                        ]

                        Chip {
                            required property var modelData

                            iconName: modelData.icon
                            implicitHeight: Theme.target
                            objectName: "scheme:" + modelData.value
                            selected: Theme.scheme === modelData.value
                            text: modelData.name

                            onClicked: Theme.scheme = modelData.value
                        }
                    }
                }

                Group {
                    heading: qsTr("Reach and motion")

                    Chip {
                        iconName: "wheelchair"
                        implicitHeight: Theme.target
                        objectName: "reach"
                        selected: Theme.reach
                        text: qsTr("Everything lower")
                        visible: Theme.portrait

                        onClicked: Theme.reach = !Theme.reach
                    }

                    Chip {
                        iconName: "pause"
                        implicitHeight: Theme.target
                        objectName: "motion"
                        selected: Theme.reduceMotion
                        text: qsTr("Less motion")

                        onClicked: Theme.reduceMotion = !Theme.reduceMotion
                    }

                    Chip {
                        iconName: "hand"
                        implicitHeight: Theme.target
                        objectName: "steady"
                        selected: Theme.steady
                        text: qsTr("Ignore double taps")

                        onClicked: Theme.steady = !Theme.steady
                    }
                }
            }

            Column {
                spacing: Theme.large
                width: halves.part

                Group {
                    heading: qsTr("Sound")

                    Chip {
                        iconName: "speaker-high"
                        implicitHeight: Theme.target
                        objectName: "readAloud"
                        selected: Theme.readAloud
                        text: qsTr("Read aloud")
                        visible: Theme.canReadAloud

                        onClicked: Theme.readAloud = !Theme.readAloud
                    }

                    Chip {
                        iconName: "speaker-slash"
                        implicitHeight: Theme.target
                        objectName: "sounds"
                        selected: !Theme.sounds
                        text: qsTr("No sounds")

                        onClicked: Theme.sounds = !Theme.sounds
                    }
                }

                Group {
                    heading: qsTr("Volume")

                    Repeater {
                        model: [1, 2, 3, 4]

                        Chip {
                            required property int modelData

                            Accessible.name: qsTr("Volume: %1").arg(text)
                            implicitHeight: Theme.target
                            objectName: "loudness:" + modelData
                            selected: Theme.loudness === modelData
                            text: "%1 %".arg(modelData * 25)

                            onClicked: Theme.loudness = modelData
                        }
                    }
                }

                TextBlock {
                    color: Theme.inkSoft
                    text: qsTr("Two fingers held anywhere for two seconds switch reading aloud on and off.")
                    visible: Theme.canReadAloud
                    width: parent.width
                }
            }
        }
    }
}
