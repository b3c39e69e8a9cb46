pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Theme

// A screen that is made when first shown and kept until the visit ends, so that going back
// finds it as it was. One that is missing or broken says so, with a way on.
Loader {
    id: slot

    required property AppModel app
    required property string name
    required property url file
    // What the screen is given, by the name of its own property; without a value it stays shut.
    property string input: "app"
    property var value: app
    property bool kept: true

    readonly property bool shown: app.page === name

    function open() {
        const given = {};
        given[input] = value;
        setSource(file, given);
    }

    function putAway() {
        if (item)
            emptyLists(item);
        source = "";
    }

    // Else Qt goes on making rows for a list that is being deleted, and warns of each.
    function emptyLists(within: Item) {
        for (const each of within.children) {
            if (each instanceof ListView)
                (each as ListView).model = null;
            else if (each instanceof GridView)
                (each as GridView).model = null;
            else
                emptyLists(each);
        }
    }

    enabled: shown
    focus: shown
    opacity: shown ? 1 : 0
    visible: shown

    onShownChanged: {
        if (shown && status === Loader.Null && value)
            open();
        if (!shown && (!kept || status === Loader.Error))
            putAway();
    }
    Component.onCompleted: if (shown && value)
        open()

    Loader {
        active: slot.shown && (slot.status === Loader.Error || slot.app.models.broken)
        anchors.fill: parent
        focus: active
        z: 1

        sourceComponent: BrokenScreen {
            app: slot.app
        }
    }

    Behavior on opacity {
        enabled: slot.shown

        NumberAnimation {
            duration: Theme.normal
            easing.type: Easing.OutCubic
        }
    }

    Connections {
        function onVisitChanged() {
            if (slot.name === "home" || slot.name === "attract")
                return;
            // `shown` is still the last visitor's: the page changes after the visit. The map that
            // was looked at begins anew by itself, since its engine is dear to start.
            if (slot.name === "map" ? !slot.shown : slot.app.page !== slot.name)
                slot.putAway();
        }

        target: slot.app
    }
}
