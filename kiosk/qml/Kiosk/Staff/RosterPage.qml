pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// One session: who is expected, in and gone; find by two letters, check in by a tap or a scan.
Item {
    id: root

    required property StaffModel model

    readonly property DeskModel desk: model.checkIn
    readonly property var session: desk.session
    readonly property var rights: model.rights
    readonly property real gap: Theme.portrait ? 0 : Theme.large
    readonly property real side: Theme.portrait ? width - 2 * Theme.margin : Math.max(720 * Theme.unit, 10 * Theme.dense + 9 * Theme.tiny)

    // Where nobody is expected by name there is nothing to find, and the room is for the tally.
    readonly property bool listed: !(session.dropIn ?? false) || (session.expected ?? 0) > 0

    // Less height than this, and the whole page scrolls.
    readonly property real least: panel.height + 2 * Theme.medium + (Theme.portrait ? Theme.medium + 6 * Theme.dense : 0)

    property bool typing: false

    Strikes {
        id: strikes
    }

    Column {
        id: panel

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.top: parent.top
        anchors.topMargin: Theme.medium
        spacing: Theme.medium
        width: root.side

        TopBar {
            subtitle: root.session.time ?? ""
            title: root.session.title ?? ""
            width: parent.width

            onBack: root.model.show("today")
        }

        Card {
            padding: Theme.medium
            width: parent.width

            Flow {
                spacing: Theme.textScale > 1.3 ? Theme.large : Theme.huge
                width: parent.width

                CountTile {
                    number: root.session.inside ?? ""
                    tone: Theme.positive
                    word: qsTr("in now")
                }

                CountTile {
                    number: root.session.expected ?? ""
                    word: qsTr("on the list")
                }

                CountTile {
                    number: root.session.gone ?? ""
                    word: qsTr("left")
                }

                CountTile {
                    number: (root.session.capacity ?? -1) < 0 ? "–" : root.session.capacity
                    tone: (root.session.capacity ?? -1) >= 0 && root.session.inside >= root.session.capacity ? Theme.warning : Theme.ink
                    word: qsTr("places")
                }
            }
        }

        Flow {
            spacing: Theme.small
            width: parent.width

            Chip {
                id: modeIn

                checked: !root.desk.exiting
                iconName: "sign-in"
                objectName: "modeIn"
                text: qsTr("Scans check in")

                onClicked: root.desk.leaving(false)
            }

            Chip {
                checked: root.desk.exiting
                iconName: "sign-out"
                objectName: "modeOut"
                text: qsTr("Scans check out")

                onClicked: root.desk.leaving(true)
            }

            KioskButton {
                dense: true
                height: modeIn.height
                iconName: "user-plus"
                objectName: "walkIn"
                text: qsTr("Walk-in")
                variant: "secondary"

                onClicked: root.desk.walkIn()
            }

            KioskButton {
                dense: true
                height: modeIn.height
                iconName: "users"
                objectName: "startSelf"
                text: qsTr("Self check-in")
                variant: "secondary"
                visible: root.rights.includes("self_check_in")

                onClicked: root.model.startSelf()
            }

            Chip {
                iconName: "speaker-high"
                objectName: "namesAloud"
                selected: Theme.namesAloud
                text: qsTr("Names aloud")
                visible: Theme.readAloud

                onClicked: Theme.namesAloud = !Theme.namesAloud
            }
        }

        TallyPad {
            desk: root.desk
            visible: root.session.dropIn ?? false
            width: parent.width
        }

        SearchField {
            id: field

            objectName: "rosterSearch"
            placeholder: qsTr("Two letters of a name")
            visible: root.listed
            width: parent.width

            onOpened: root.typing = true
            onTextChanged: if (text !== root.desk.text)
                root.desk.search(text)

            Connections {
                function onSessionChanged() {
                    if (root.desk.text === "" && field.text !== "")
                        field.text = "";
                }

                target: root.desk
            }
        }

        LetterPad {
            objectName: "letterPad"
            visible: root.listed && (root.typing || !Theme.portrait)
            width: parent.width

            onErased: field.text = field.text.slice(0, -1)
            onTyped: letter => field.text += letter
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.medium
        anchors.left: Theme.portrait ? parent.left : panel.right
        anchors.leftMargin: Theme.portrait ? Theme.margin : Theme.large
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.top: Theme.portrait ? panel.bottom : parent.top
        anchors.topMargin: Theme.medium
        border.color: Theme.line
        border.width: Theme.hair
        clip: true
        color: Theme.surface
        radius: Theme.radiusSmall

        ListView {
            id: list

            anchors.fill: parent
            anchors.margins: Theme.hair
            bottomMargin: 2 * Theme.target
            boundsBehavior: Flickable.StopAtBounds
            cacheBuffer: 600
            model: root.desk.rosterList
            objectName: "roster"
            reuseItems: true

            delegate: AttendeeItem {
                required property string key
                required property string presence
                required property string event
                required property int index

                attendance: presence
                badged: root.model.leadsToBadge
                fullName: root.desk.revealedPerson === key ? root.desk.revealedName : ""
                number: index + 1
                objectName: "person-" + key
                person: key
                width: list.width

                onRevealed: root.desk.revealedPerson === key ? root.desk.hide() : root.desk.reveal(key)
                onMoved: movement => {
                    if (!strikes.again(key))
                        root.desk.tap(key, movement);
                }
                onHandedOver: root.model.offerBadge(key)
                onTakenBack: root.desk.undoEvent(event)
            }

            onMovementStarted: root.typing = false
        }

        Rectangle {
            anchors.right: parent.right
            anchors.rightMargin: Theme.tiny / 2
            color: Theme.inkSoft
            height: Math.max(Theme.target, list.visibleArea.heightRatio * list.height)
            opacity: list.moving ? 0.7 : 0.25
            radius: width / 2
            visible: list.visibleArea.heightRatio < 1
            width: 8 * Theme.unit
            y: list.visibleArea.yPosition * (list.height - height) / Math.max(0.001, 1 - list.visibleArea.heightRatio)
        }

        TextBlock {
            anchors.centerIn: parent
            color: Theme.inkSoft
            horizontalAlignment: Text.AlignHCenter
            text: root.desk.text !== "" ? qsTr("Nobody on this list is called that.") : root.session.dropIn ? qsTr("No list: everybody with a city pass may come in.") : qsTr("No list has arrived for this session. Scan passes or add walk-ins.")
            visible: !root.desk.loading && list.count === 0
            width: parent.width * 0.8
        }
    }
}
