pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Screens
import Kiosk.Theme

// The one window: the screens by name, the bar that is always there, and what may lie over them.
Window {
    id: root

    required property AppModel app

    readonly property string page: app.page
    readonly property bool barred: page !== "attract" && page !== "staff"
    // Visitors wait; what lies below takes neither fingers nor keys.
    readonly property bool closed: app.maintenance && page !== "staff" && !firstStart.wanted
    readonly property bool covered: closed || firstStart.wanted
    readonly property real lowered: Theme.reach && Theme.portrait && barred ? height * 0.4 : 0

    // Which keys of a keypad lead from control to control (kiosk/ui/keypad.py).
    readonly property string keypad: activeFocusItem instanceof T.AbstractButton ? "button" : activeFocusItem instanceof TextInput ? "field" : page === "map" ? "" : "page"

    color: Theme.background
    height: app.screen.height
    title: app.city.name
    visible: true
    width: app.screen.width

    Binding {
        property: "windowWidth"
        target: Theme
        value: root.width
    }

    Binding {
        property: "windowHeight"
        target: Theme
        value: root.height
    }

    Binding {
        property: "pixelsPerMm"
        target: Theme
        value: root.app.screen.pixelsPerMm
    }

    Binding {
        property: "cityPrimary"
        target: Theme
        value: root.app.city.primary
    }

    Binding {
        property: "cityAccent"
        target: Theme
        value: root.app.city.accent
    }

    Connections {
        function onVisitChanged() {
            comfort.reset();
            languageSheet.open = false;
            toast.hide();
        }

        function onToast(message: string, icon: string) {
            toast.show(message, icon);
        }

        target: root.app
    }

    Item {
        id: everything

        readonly property QtObject shift: pixelShift

        anchors.fill: parent
        focus: true
        objectName: "everything"

        transform: PixelShift {
            id: pixelShift

            resting: root.page === "attract"
        }

        Keys.onPressed: event => {
            if (root.page === "attract" && !root.covered)
                root.app.home();
            root.app.touched();
            event.accepted = false;
        }

        // Sees every touch without taking it from the control below.
        PointHandler {
            acceptedButtons: Qt.AllButtons

            onActiveChanged: root.app.touched()
        }

        Pages {
            app: root.app
            clip: root.lowered > 0
            enabled: !root.covered
            height: parent.height - y - (root.barred && Theme.portrait ? bar.height : 0)
            width: parent.width - x
            x: root.barred && !Theme.portrait ? bar.width : 0
            y: root.lowered
        }

        // What reach mode leaves free above: quiet, and a way back to the full screen.
        Rectangle {
            color: Theme.sunken
            height: root.lowered
            visible: height > 0
            width: parent.width

            TextBlock {
                anchors.centerIn: parent
                color: Theme.inkSoft
                font.pixelSize: Theme.display * 0.8
                role: "display"
                text: root.app.city.name
            }
        }

        NavBar {
            id: bar

            app: root.app
            enabled: !root.covered
            height: Theme.portrait ? thickness : parent.height
            visible: root.barred
            width: Theme.portrait ? parent.width : thickness
            y: Theme.portrait ? parent.height - height : 0

            onComfortWanted: comfort.open = true
            onLanguageWanted: languageSheet.open = true
        }

        ComfortSheet {
            id: comfort

            onClosed: open = false
        }

        LanguageSheet {
            id: languageSheet

            app: root.app

            onClosed: open = false
        }

        Toast {
            id: toast

            anchors.bottom: parent.bottom
            anchors.bottomMargin: (Theme.portrait && root.barred ? bar.height : 0) + 42 * Theme.unit
            anchors.horizontalCenter: parent.horizontalCenter
            z: 60
        }

        Loader {
            id: firstStart

            readonly property SetupModel setup: root.app.setup as SetupModel
            readonly property bool wanted: setup !== null && setup.open

            anchors.fill: parent
            focus: wanted
            z: 90

            onWantedChanged: {
                if (wanted)
                    setSource("Kiosk/Setup/SetupWizard.qml", {
                        app: root.app
                    });
                else
                    source = "";
            }
        }

        Loader {
            active: root.closed
            anchors.fill: parent
            focus: active
            z: 80

            sourceComponent: MaintenanceScreen {
                app: root.app
            }
        }

        IdleWarning {
            anchors.fill: parent
            app: root.app
            z: 100
        }

        // While the place is closed. It takes no touch: the first one wakes the kiosk as ever.
        Rectangle {
            anchors.fill: parent
            color: "black"
            objectName: "nightShade"
            opacity: root.app.darkness / 100
            visible: opacity > 0
            z: 110

            Behavior on opacity {
                NumberAnimation {
                    duration: Theme.normal
                }
            }
        }
    }
}
