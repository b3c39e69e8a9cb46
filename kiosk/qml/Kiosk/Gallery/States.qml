pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Kiosk.Controls
import Kiosk.Theme

// Whatever is pressed, a line each: at rest, pressed, under the focus of a keyboard, and disabled
// or chosen where it can be.
Column {
    id: root

    spacing: Theme.small

    component Line: Flow {
        id: line

        required property string control
        required property Component rest
        property Component chosen: null
        property bool disables: false
        property bool focuses: true
        property real rounding: 1000

        readonly property var seen: ["rest", "pressed", focuses ? "focused" : "", disables ? "disabled" : "", chosen ? "chosen" : ""].filter(each => each !== "")

        spacing: Theme.medium
        width: root.width

        Repeater {
            model: line.seen

            Specimen {
                id: specimen

                required property string modelData

                name: line.control + ", " + modelData
                objectName: "specimen:" + line.control + ":" + modelData

                Loader {
                    sourceComponent: specimen.modelData === "chosen" ? line.chosen : line.rest

                    onLoaded: {
                        const button = item as T.AbstractButton;
                        button.enabled = specimen.modelData !== "disabled";
                        if (specimen.modelData === "pressed")
                            button.down = true;
                    }

                    FocusRing {
                        radius: Math.min(line.rounding, parent.height / 2) + 6 * Theme.unit
                        shown: specimen.modelData === "focused"
                        z: 1
                    }
                }
            }
        }
    }

    Line {
        control: "KioskButton"
        disables: true

        rest: KioskButton {
            text: "Show"
        }
    }

    Line {
        control: "IconButton"
        disables: true

        rest: IconButton {
            iconName: "arrow-left"
            label: "Back"
        }
    }

    Line {
        control: "PickButton"
        disables: true

        chosen: PickButton {
            picked: true
        }
        rest: PickButton {}
    }

    Line {
        control: "Chip"
        disables: true

        chosen: Chip {
            count: 12
            selected: true
            text: "Today"
        }
        rest: Chip {
            count: 12
            text: "Today"
        }
    }

    Line {
        control: "Key"
        disables: true
        focuses: false

        chosen: Key {
            height: Theme.target
            lit: true
            text: "ą"
            width: Theme.target
        }
        rest: Key {
            height: Theme.target
            text: "ą"
            width: Theme.target
        }
    }

    Line {
        control: "StatusPill"

        rest: StatusPill {
            freshness: "fresh"
            text: "Updated today"
        }
    }

    Line {
        control: "Card"
        rounding: Theme.radius

        rest: Card {
            tappable: true

            TextBlock {
                text: "A card"
            }
        }
    }

    Line {
        control: "BigTile"
        rounding: Theme.radius

        rest: BigTile {
            caption: "12 activities"
            height: 200 * Theme.unit
            iconName: "sun"
            title: "Today"
            width: 300 * Theme.unit
        }
    }

    Line {
        control: "ActivityTile"
        rounding: Theme.radius

        rest: ActivityTile {
            age: "7–10 years"
            colour: "#0b6b78"
            demonstration: false
            free: true
            height: 520 * Theme.unit
            iconName: "robot"
            picture: ""
            place: "Technariumas"
            price: "Free"
            rowId: "tile"
            source: "City register"
            title: "Robotics club"
            tone: "soon"
            topic: "Technology"
            walk: "12 min walk"
            when: "Starts in 25 min"
            width: 300 * Theme.unit
        }
    }

    Line {
        control: "ActivityRow"
        rounding: Theme.radius

        chosen: Listed {
            picked: true
        }
        rest: Listed {}
    }

    component Listed: ActivityRow {
        age: "7–10 years"
        colour: "#0b6b78"
        demonstration: false
        foreign: ""
        free: true
        full: false
        iconName: "robot"
        kind: "Club"
        picture: ""
        place: "Technariumas"
        placesLeft: ""
        price: "Free"
        reduced: ""
        rowId: "row"
        shape: "triangle"
        source: "City register"
        title: "Robotics club"
        tone: "soon"
        topic: "Technology"
        walk: "12 min walk"
        when: "Starts in 25 min"
        width: 480 * Theme.unit
    }
}
