pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Centre life: a notice, a session that is off or moved, what comes first, other hours. All of it
// shows on this kiosk at once, on the others as soon as there is a network, and can be taken back.
FocusScope {
    id: root

    required property StaffModel model
    required property CentreModel centre

    readonly property bool typing: tell.input.activeFocus

    property string moving: ""
    property string movingTitle: ""
    property int movingTo: 720

    onVisibleChanged: if (visible)
        centre.open()

    // The hub answers when there is a network.
    Timer {
        interval: 3000
        repeat: true
        running: root.visible

        onTriggered: root.centre.refresh()
    }

    ScrollArea {
        id: page

        anchors.bottom: keyboard.visible ? keyboard.top : parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top

        Column {
            spacing: Theme.large
            topPadding: Theme.medium
            width: page.width - 2 * Theme.margin
            x: Theme.margin

            TopBar {
                title: qsTr("Centre today")
                width: parent.width

                onBack: root.model.show("today")
            }

            Flow {
                spacing: Theme.large
                width: parent.width

                Column {
                    id: side

                    spacing: Theme.large
                    width: Theme.portrait ? parent.width : (parent.width - Theme.large) / 2

                    TellVisitors {
                        id: tell

                        centre: root.centre
                        width: parent.width

                        onHoursWanted: hoursSheet.open = true
                        onTold: root.forceActiveFocus()
                    }

                    Column {
                        spacing: Theme.small
                        visible: root.centre.told.count > 0
                        width: parent.width

                        SectionTitle {
                            title: qsTr("Announced")
                            width: parent.width
                        }

                        Repeater {
                            model: root.centre.told

                            ToldItem {
                                width: side.width

                                onTakeBack: event => root.centre.takeBack(event)
                            }
                        }
                    }
                }

                Column {
                    spacing: Theme.small
                    width: side.width

                    SectionTitle {
                        title: qsTr("Sessions of today")
                        width: parent.width
                    }

                    TextBlock {
                        color: Theme.inkSoft
                        text: qsTr("Nothing more is planned here today.")
                        visible: root.centre.sessions.count === 0
                        width: parent.width
                    }

                    Repeater {
                        model: root.centre.sessions

                        LifeItem {
                            id: session

                            required property string start

                            width: side.width

                            onCancel: root.centre.cancel(key)
                            onMove: {
                                root.movingTitle = title;
                                root.movingTo = Number(start.slice(0, 2)) * 60 + Number(start.slice(3));
                                root.moving = key;
                            }
                            onPin: root.centre.pin(key, 1)
                            onTakeBack: event => root.centre.takeBack(event)
                        }
                    }

                    Item {
                        height: Theme.small
                        width: 1
                    }

                    SectionTitle {
                        title: qsTr("Not on today: show first for a week")
                        visible: root.centre.others.count > 0
                        width: parent.width
                    }

                    Repeater {
                        model: root.centre.others

                        LifeItem {
                            width: side.width

                            onPin: root.centre.pin(key, 7)
                            onTakeBack: event => root.centre.takeBack(event)
                        }
                    }
                }
            }
        }
    }

    Keyboard {
        id: keyboard

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        language: root.model.language
        target: tell.input
        visible: root.typing

        onDone: root.forceActiveFocus()
    }

    Sheet {
        id: moveSheet

        objectName: "moveSheet"
        open: root.moving !== ""
        subtitle: root.movingTitle
        title: qsTr("Move to another time today")

        onClosed: root.moving = ""

        Column {
            spacing: Theme.large
            width: parent.width

            TimePick {
                label: qsTr("Begins")
                minutes: root.movingTo
                objectName: "begins"

                onPicked: minutes => root.movingTo = minutes
            }

            KioskButton {
                iconName: "check"
                objectName: "moveSave"
                text: qsTr("Move it")

                onClicked: {
                    root.centre.move(root.moving, root.movingTo);
                    root.moving = "";
                }
            }
        }
    }

    HoursSheet {
        id: hoursSheet

        onClosed: open = false
        onTold: (ahead, opens, closes) => {
            root.centre.openAt(ahead, opens, closes);
            open = false;
        }
    }
}
