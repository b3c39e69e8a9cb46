pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// The code from the city: held to the camera or the scanner, or typed: an address and eight letters.
Item {
    id: root

    required property AppModel app
    required property SetupModel setup
    required property ScanModel scan

    property bool typing: false
    property SetupField current: address

    readonly property string trouble: setup.trouble
    readonly property bool camera: scan.cameraState === "live" || scan.cameraState === "starting"

    implicitHeight: typing ? 0 : body.height

    onVisibleChanged: if (!visible)
        typing = false
    onTypingChanged: if (typing)
        choose(address)

    function choose(field: SetupField) {
        current = field;
        field.input.forceActiveFocus();
    }

    function done() {
        if (current === address)
            choose(code);
        else
            setup.pair();
    }

    function words(): string {
        switch (trouble) {
        case "no_address":
            return qsTr("Type the hub's address, as it stands on your letter from the city: for example hub.example.org");
        case "no_code":
            return qsTr("The code has eight letters and digits. Please look again.");
        case "not_an_invitation":
            return qsTr("That was another code. Scan the one that the city's hub shows for this kiosk.");
        case "no_network":
            return qsTr("The hub does not answer. Is the network cable plugged in, and is the address right?");
        case "not_a_hub":
            return qsTr("Something answers there, but it is not a hub. Is the address right? A guest Wi-Fi with a login page does not work either.");
        case "certificate":
            return qsTr("The hub's certificate is not trusted. Scan the code instead of typing: it brings the certificate along. If that fails too, call the city.");
        case "clock":
            return qsTr("The date here is %1. If that is wrong, connect the network for some minutes or set the clock. If it is right, the hub's certificate is out of date: call the city.").arg(setup.clock);
        case "unknown_code":
            return qsTr("The hub does not know this code. Please compare it letter by letter.");
        case "code_used":
            return qsTr("This code was used already. Ask the city for a new one.");
        case "code_expired":
            return qsTr("This code has expired: it is valid for 15 minutes. Ask the city for a new one.");
        case "too_many":
            return qsTr("The hub is busy or had too many wrong codes. Please wait a few minutes.");
        case "disk":
            return qsTr("This kiosk cannot write to its disk. Restart it; if this stays, call the city.");
        case "hub_fault":
            return qsTr("The hub could not do it. Please try again, then call the city.");
        }
        return "";
    }

    Column {
        id: body

        spacing: root.typing ? Theme.medium : Theme.large
        width: parent.width

        StepHead {
            iconName: root.setup.busy ? "hourglass-medium" : "plugs-connected"
            lead: root.typing ? "" : qsTr("The city shows you a code for this kiosk. Hold it to the camera or scan it.")
            title: root.setup.busy ? qsTr("Asking the hub…") : qsTr("Connect to the city's hub")
            visible: !root.typing || Theme.portrait
            width: parent.width
        }

        Rectangle {
            color: Theme.soft(Theme.warning)
            height: fault.height + 2 * Theme.medium
            radius: Theme.radius
            visible: root.trouble !== ""
            width: parent.width

            Row {
                id: fault

                anchors.left: parent.left
                anchors.margins: Theme.medium
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.medium

                Icon {
                    id: sign

                    color: Theme.onSoft(Theme.warning)
                    filled: true
                    name: root.trouble === "no_network" ? "wifi-slash" : root.trouble === "clock" ? "clock" : "warning-circle"
                    size: Theme.iconSize * 1.4
                }

                TextBlock {
                    color: Theme.onSoft(Theme.warning)
                    objectName: "setupTrouble"
                    role: "subheading"
                    text: root.words()
                    width: parent.width - sign.width - Theme.medium
                }
            }
        }

        CameraBox {
            anchors.horizontalCenter: parent.horizontalCenter
            height: width * 0.75
            looking: root.visible && !root.typing
            said: qsTr("What the camera sees")
            scan: root.scan
            visible: !root.typing
            width: Math.min(parent.width, (Theme.portrait ? 720 : 480) * Theme.unit)
        }

        KioskButton {
            anchors.horizontalCenter: parent.horizontalCenter
            busy: root.setup.busy
            enabled: !root.setup.busy
            iconName: "keyboard"
            large: true
            objectName: "setupType"
            text: qsTr("Type it instead")
            variant: "secondary"
            visible: !root.typing

            onClicked: root.typing = true
        }

        Grid {
            id: fields

            columnSpacing: Theme.medium
            columns: Theme.portrait ? 1 : 2
            rowSpacing: Theme.medium
            visible: root.typing
            width: parent.width

            SetupField {
                id: address

                current: root.current === this
                hint: "hub.example.org"
                input.objectName: "setupAddress"
                label: qsTr("Address of the hub")
                width: Theme.portrait ? fields.width : (fields.width - Theme.medium) * 0.6
                wrong: root.trouble === "no_address"

                onAccepted: root.done()
                onChosen: root.current = this
                onEdited: text => root.setup.setAddress(text)
            }

            SetupField {
                id: code

                current: root.current === this
                hint: "ABCD-2345"
                input.font.capitalization: Font.AllUppercase
                input.objectName: "setupCode"
                label: qsTr("Code")
                width: Theme.portrait ? fields.width : (fields.width - Theme.medium) * 0.4
                wrong: root.trouble.startsWith("no_code") || root.trouble.startsWith("code_") || root.trouble === "unknown_code"

                onAccepted: root.done()
                onChosen: root.current = this
                onEdited: text => root.setup.setCode(text)
            }
        }
    }

    Keyboard {
        anchors.bottom: parent.bottom
        doneLabel: root.current === address ? qsTr("Next") : qsTr("Connect")
        language: "en"
        target: root.current.input
        visible: root.typing
        width: parent.width

        onDone: root.done()
    }

    Connections {
        function onChanged() {
            if (address.text !== root.setup.address)
                address.text = root.setup.address;
            if (code.text !== root.setup.code)
                code.text = root.setup.code;
        }

        target: root.setup
    }
}
