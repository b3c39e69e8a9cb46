pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// The door to the staff area: a PIN of six digits or more on a big pad.
FocusScope {
    id: root

    required property PinModel pin
    property bool enrolled: true
    signal back
    signal comfortWanted
    signal pairWanted

    readonly property real key: Math.max(Theme.target * 1.5, 148 * Theme.unit)
    readonly property var digits: pin.keys
    readonly property bool locked: pin.wait > 0

    function words(): string {
        if (!enrolled)
            return qsTr("This kiosk does not belong to a hub yet, so nobody can be checked in here. Whoever looks after it can connect it with a code from the hub; then staff open this page with their PIN.");
        if (pin.wait >= 90)
            return qsTr("Let's take a longer break. The pad opens again in %1 min.").arg(Math.ceil(pin.wait / 60));
        if (pin.wait > 0)
            return qsTr("Let's take a short break. The pad opens again in %1 s.").arg(pin.wait);
        if (pin.busy)
            return qsTr("Checking…");
        switch (pin.problem) {
        case "wrong":
            return qsTr("That PIN is not right. Please try again.");
        case "no_accounts":
            return qsTr("No staff accounts have arrived on this kiosk yet. Connect it to its hub first.");
        case "badge":
            return qsTr("This badge does not open this kiosk. Your PIN does.");
        case "failed":
            return qsTr("The PIN could not be checked. Please try again.");
        }
        if (pin.badged)
            return qsTr("Badge read. Now your PIN, then the tick.");
        return qsTr("Type your PIN, then press the tick. A staff badge may come first.");
    }

    focus: true

    Keys.onPressed: event => {
        const types = event.key >= Qt.Key_0 && event.key <= Qt.Key_9;
        if ((types || event.key === Qt.Key_Backspace) && (event.isAutoRepeat || strikes.again(String(event.key))))
            return;
        if (types)
            root.pin.digit(event.text);
        else if (event.key === Qt.Key_Backspace)
            root.pin.erase();
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            root.pin.submit();
        else if (event.key === Qt.Key_Escape)
            root.back();
        else
            return;
        event.accepted = true;
    }

    Connections {
        function onRefused() {
            shake.restart();
        }

        target: root.pin
    }

    Strikes {
        id: strikes
    }

    // Large words need more than the screen has.
    ScrollArea {
        id: page

        anchors.fill: parent
        bottomRoom: 0
        interactive: contentHeight > height

        Item {
            id: door

            // Below the two buttons at the top.
            readonly property real first: Theme.margin + back.height + Theme.medium
            readonly property bool stacked: Theme.portrait && root.enrolled
            readonly property real free: page.height - first - head.height - pad.height - Theme.large - Theme.huge

            height: Math.max(page.height, stacked ? first + head.height + Theme.large + pad.height + Theme.huge : Math.max(first + head.height, root.enrolled ? pad.height : 0) + Theme.medium)
            width: page.width

            KioskButton {
                id: back

                anchors.left: parent.left
                anchors.leftMargin: Theme.margin
                anchors.top: parent.top
                anchors.topMargin: Theme.margin
                iconName: "arrow-left"
                objectName: "staffBack"
                text: qsTr("To the kiosk")
                variant: "secondary"

                onClicked: root.back()
            }

            IconButton {
                anchors.verticalCenter: back.verticalCenter
                iconName: "person-arms-spread"
                label: qsTr("Comfort")
                objectName: "staffComfort"
                x: Theme.portrait ? parent.width - width - Theme.margin : back.x + back.width + Theme.small

                onClicked: root.comfortWanted()
            }

            Column {
                id: head

                spacing: Theme.medium
                width: Theme.portrait ? parent.width - 2 * Theme.margin : root.enrolled ? Math.min(parent.width * 0.42, pad.x - Theme.margin - Theme.medium) : parent.width * 0.6
                x: root.enrolled ? Theme.margin : (parent.width - width) / 2
                y: Math.max(door.first, door.stacked ? pad.y - height - Math.max(Theme.large, Math.min(Theme.huge, door.free)) : (parent.height - height) / 2)

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    color: Theme.primarySoft
                    height: width
                    radius: width / 2
                    visible: !Theme.reach || !door.stacked
                    width: 176 * Theme.unit

                    Icon {
                        anchors.centerIn: parent
                        color: Theme.onSoft(Theme.primary)
                        filled: true
                        name: !root.enrolled ? "plugs" : root.locked ? "hourglass-medium" : root.pin.badged ? "identification-badge" : "lock-key"
                        size: parent.width * 0.5
                    }
                }

                TextBlock {
                    horizontalAlignment: Text.AlignHCenter
                    role: "title"
                    text: qsTr("For staff")
                    width: parent.width
                }

                TextBlock {
                    color: root.pin.problem !== "" && !root.pin.busy && !root.locked ? Theme.danger : Theme.inkSoft
                    height: root.enrolled ? Math.max(implicitHeight, Theme.subheading * 3.2) : implicitHeight
                    horizontalAlignment: Text.AlignHCenter
                    objectName: "pinWords"
                    role: "subheading"
                    text: root.words()
                    width: parent.width
                }

                KioskButton {
                    anchors.horizontalCenter: parent.horizontalCenter
                    iconName: "plugs-connected"
                    large: true
                    objectName: "pairFirst"
                    text: qsTr("Connect to a hub")
                    visible: !root.enrolled

                    onClicked: root.pairWanted()
                }

                Row {
                    id: dots

                    anchors.horizontalCenter: parent.horizontalCenter
                    height: 44 * Theme.unit
                    objectName: "pinDots"
                    visible: root.enrolled
                    spacing: Theme.medium
                    Accessible.name: qsTr("Digits typed: %1").arg(root.pin.length)
                    Accessible.role: Accessible.StaticText

                    transform: Translate {
                        id: offset
                    }

                    Repeater {
                        model: Math.max(root.pin.minimum, root.pin.length)

                        Rectangle {
                            required property int index
                            readonly property bool filled: index < root.pin.length

                            anchors.verticalCenter: parent.verticalCenter
                            border.color: filled ? Theme.primaryInk : Theme.inkSoft
                            border.width: Theme.hair * 2
                            color: filled ? Theme.primaryInk : "transparent"
                            height: width
                            radius: width / 2
                            scale: filled ? 1 : 0.72
                            width: 34 * Theme.unit

                            Behavior on scale {
                                NumberAnimation {
                                    duration: Theme.quick
                                    easing.type: Easing.OutBack
                                }
                            }
                        }
                    }
                }
            }

            Grid {
                id: pad

                columns: 3
                // Not while it is checked: what has the focus keeps it.
                enabled: root.enrolled && !root.locked
                visible: root.enrolled
                opacity: enabled ? 1 : 0.35
                spacing: Theme.medium
                x: Theme.portrait ? (parent.width - width) / 2 : parent.width * 0.72 - width / 2
                y: Theme.portrait ? parent.height - height - Theme.huge * (Theme.reach || door.free < 2 * Theme.huge ? 1 : 3) : (parent.height - height) / 2

                Repeater {
                    model: root.digits.slice(0, 9).concat("erase", root.digits[9], "go")

                    PadKey {
                        required property string modelData

                        face: modelData
                        height: root.key
                        objectName: "pin-" + modelData
                        width: root.key * 1.25

                        onClicked: {
                            if (strikes.again(modelData))
                                return;
                            if (modelData === "erase")
                                root.pin.erase();
                            else if (modelData === "go")
                                root.pin.submit();
                            else
                                root.pin.digit(modelData);
                        }
                    }
                }
            }
        }
    }

    component PadKey: KioskButton {
        property string face: ""

        readonly property bool isDigit: face !== "erase" && face !== "go"
        // What is typed is told in headphones only.
        readonly property bool secret: isDigit

        Accessible.name: face === "erase" ? qsTr("Delete the last digit") : face === "go" ? qsTr("Open") : face
        // A control that is switched off would lose the focus of a keyboard.
        opacity: (face === "go" ? root.pin.ready : face === "erase" ? root.pin.length > 0 : true) ? 1 : 0.55
        focusPolicy: Qt.TabFocus
        font.pixelSize: isDigit ? Theme.title : Theme.heading
        iconName: face === "erase" ? "backspace" : face === "go" ? "check" : ""
        text: isDigit ? face : ""
        variant: face === "go" ? "primary" : face === "erase" ? "quiet" : "secondary"
    }

    SequentialAnimation {
        id: shake

        loops: Theme.reduceMotion ? 0 : 3

        NumberAnimation {
            duration: 45
            property: "x"
            target: offset
            to: 22 * Theme.unit
        }

        NumberAnimation {
            duration: 70
            property: "x"
            target: offset
            to: -22 * Theme.unit
        }

        NumberAnimation {
            duration: 45
            property: "x"
            target: offset
            to: 0
        }
    }
}
