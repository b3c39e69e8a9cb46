pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// The first touch of all: words in each language, and no word that is only in one.
Column {
    id: root

    required property AppModel app
    required property SetupModel setup

    readonly property var languages: app.languages
    readonly property bool wide: Theme.textScale > 1.3
    readonly property int columns: !Theme.portrait || (languages.length > 4 && !wide) ? 2 : 1

    spacing: Theme.huge

    StepHead {
        iconName: "hand-waving"
        lead: qsTr("A few steps, and this kiosk belongs to your city. Choose its language.")
        title: Array.from(root.languages).slice(0, 2).map(each => each.hello).join(" · ")
        width: parent.width
    }

    Grid {
        anchors.horizontalCenter: parent.horizontalCenter
        columns: root.columns
        spacing: Theme.medium

        Repeater {
            model: root.languages

            KioskButton {
                required property var modelData

                iconName: modelData.code === root.app.language ? "check" : ""
                large: true
                objectName: "setupLanguage:" + modelData.code
                text: modelData.name
                variant: modelData.code === root.app.language ? "primary" : "secondary"
                width: Math.min((root.wide ? 800 : 520) * Theme.unit, (root.width - Theme.medium) / root.columns)

                onClicked: {
                    root.app.setLanguage(modelData.code);
                    root.setup.next();
                }
            }
        }
    }
}
