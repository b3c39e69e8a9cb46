pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// What lies over a page or scrolls in it: a sheet, a list under its head, a code for the phone.
Column {
    id: root

    // "City of Learning".
    readonly property string words: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAB0AAAAdCAAAAABz+DjTAAAACXBIWXMAAA9hAAAPYQGoP6dpAAAAqElEQVQokbWSyQ6EMAxD/RD//8vmkKUNzHAZTSUkUmex42K9nOMN/Ak9JYn4t5C3KFE5cvAeNSr6zls05xqbr6zI2slK6w7v0VljqzXWas7eiftaU2+U1Cfn/EzHCjygonI0WRWAPfRSlCTLAjngtUmzLTNHTs45c+ptV1IvlTE8ctSujeSegVbWCu4u0JI/OVhPozY9PApORlNvu2JkTCl92DLO/177BdcgTkzydLkfAAAAAElFTkSuQmCC"

    spacing: Theme.large

    Row {
        spacing: Theme.large

        Specimen {
            name: "QrCode"

            QrCode {
                label: "A code"
                modules: 29
                source: root.words
                width: 260 * Theme.unit
            }
        }

        Specimen {
            name: "QrCode, on its way"

            Skeleton {
                height: width
                width: 260 * Theme.unit
            }
        }
    }

    PageList {
        height: 420 * Theme.unit
        model: 9
        width: root.width

        delegate: TextBlock {
            required property int index

            text: "A line of the list, number " + (index + 1)
            width: ListView.view.width
        }
        header: SectionTitle {
            title: "PageList"
            width: ListView.view.width
        }
    }

    Item {
        clip: true
        height: 620 * Theme.unit
        width: root.width

        Sheet {
            open: true
            subtitle: "It stands over the page"
            title: "A sheet"

            TextBlock {
                text: "What is asked, or chosen from."
                width: parent.width
            }
        }
    }

    Item {
        clip: true
        height: 420 * Theme.unit
        width: root.width

        Sheet {
            dismissable: false
            open: true
            title: "A sheet that wants an answer"

            KioskButton {
                text: "The answer"
                width: parent ? parent.width : 0
            }
        }
    }
}
