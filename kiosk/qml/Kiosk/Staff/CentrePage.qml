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

    readonly property string outcome: centre.view.state
    readonly property bool typing: notice.input.activeFocus

    property string moving: ""
    property string movingTitle: ""
    property int movingTo: 720

    function tell(days: int) {
        root.centre.say(notice.text, days);
        notice.text = "";
        root.forceActiveFocus();
    }

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

                    Column {
                        spacing: Theme.small
                        width: parent.width

                        SectionTitle {
                            title: qsTr("Tell visitors")
                            width: parent.width
                        }

                        NoticeField {
                            id: notice

                            placeholder: qsTr("The kitchen is closed today")
                            width: parent.width

                            onOpened: notice.input.forceActiveFocus()
                        }

                        TextBlock {
                            color: Theme.inkSoft
                            role: "label"
                            text: qsTr("Everybody can read it: do not name people.")
                            width: parent.width
                        }

                        Flow {
                            spacing: Theme.small
                            width: parent.width

                            KioskButton {
                                enabled: notice.text.trim() !== ""
                                iconName: "megaphone"
                                objectName: "noticeToday"
                                text: qsTr("Show today")

                                onClicked: root.tell(1)
                            }

                            KioskButton {
                                enabled: notice.text.trim() !== ""
                                iconName: "calendar-blank"
                                objectName: "noticeWeek"
                                text: qsTr("For a week")
                                variant: "secondary"

                                onClicked: root.tell(7)
                            }

                            KioskButton {
                                iconName: "door-open"
                                objectName: "hoursOpen"
                                text: qsTr("Other opening hours")
                                variant: "secondary"

                                onClicked: hoursSheet.open = true
                            }
                        }

                        TextBlock {
                            color: root.outcome === "saved" ? Theme.positive : Theme.danger
                            objectName: "centreWords"
                            role: "label"
                            text: root.outcome === "saved" ? qsTr("Done. Visitors see it now.") : root.outcome === "denied" ? qsTr("Your role does not allow this.") : root.outcome === "failed" ? qsTr("It could not be saved. Nothing has changed.") : ""
                            visible: text !== ""
                            width: parent.width
                        }

                        TextBlock {
                            color: Theme.danger
                            role: "label"
                            text: qsTr("Refused by the city's server: %1").arg(root.centre.view.refused)
                            visible: root.centre.view.refused > 0
                            width: parent.width
                        }
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

                            Card {
                                id: told

                                required property string event
                                required property string words
                                required property string iconName
                                required property string days
                                required property bool waiting

                                objectName: "told:" + event
                                padding: Theme.medium
                                text: words
                                width: side.width

                                Row {
                                    spacing: Theme.small
                                    width: told.availableWidth

                                    Icon {
                                        id: mark

                                        anchors.verticalCenter: parent.verticalCenter
                                        color: Theme.primaryInk
                                        filled: true
                                        name: told.iconName
                                    }

                                    Column {
                                        anchors.verticalCenter: parent.verticalCenter
                                        width: parent.width - mark.width - undo.width - 2 * Theme.small

                                        TextBlock {
                                            role: "label"
                                            strong: true
                                            text: told.words
                                            width: parent.width
                                        }

                                        TextBlock {
                                            role: "caption"
                                            text: told.waiting ? qsTr("%1 · other kiosks hear of it when there is a network").arg(told.days) : told.days
                                            width: parent.width
                                        }
                                    }

                                    KioskButton {
                                        id: undo

                                        anchors.verticalCenter: parent.verticalCenter
                                        dense: true
                                        iconName: "arrow-counter-clockwise"
                                        objectName: "takeBack:" + told.event
                                        text: qsTr("Take back")
                                        variant: "secondary"

                                        onClicked: root.centre.takeBack(told.event)
                                    }
                                }
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
        target: notice.input
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
