pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// Something that is done to the kiosk by one button, with what it is for.
Card {
    id: root

    property string words: ""
    property alias button: start

    signal chosen

    raised: false

    Column {
        spacing: Theme.medium
        width: root.availableWidth

        TextBlock {
            color: Theme.inkSoft
            text: root.words
            width: parent.width
        }

        KioskButton {
            id: start

            text: root.text
            variant: "secondary"

            onClicked: root.chosen()
        }
    }
}
