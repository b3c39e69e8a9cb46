pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// Activities as rows and tiles: usual, picked, full, with long names, with nothing known, in
// another script.
Column {
    id: root

    readonly property string longName: "Jaunųjų inžinierių robotikos, programavimo ir išradimų dirbtuvės pradedantiesiems su šeimomis"

    spacing: Theme.medium

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
        rowId: title
        shape: "triangle"
        source: "City register · updated 2 November"
        title: "Robotics club"
        tone: "soon"
        topic: "Technology"
        walk: "12 min walk"
        when: "Starts in 25 min"
        width: root.width
    }

    Listed {}

    Listed {
        picked: true
        placesLeft: "3 places left"
        tone: "now"
        when: "On now, until 17:00"
    }

    Listed {
        free: false
        full: true
        placesLeft: "Full"
        price: "€25 a month"
        reduced: "Free with subsidy"
        tone: "later"
        when: "Saturday, 15:30"
    }

    Listed {
        foreign: "lt"
        place: root.longName
        title: root.longName
    }

    Listed {
        age: ""
        kind: ""
        place: ""
        price: ""
        source: ""
        title: "?"
        tone: "none"
        topic: ""
        walk: ""
        when: ""
    }

    Listed {
        place: "בית הנוער"
        title: "🤖 חוג רובוטיקה 🎉"
    }

    Card {
        raised: false
        width: root.width

        TextBlock {
            text: "A card that is not raised"
        }
    }

    Grid {
        columns: Theme.portrait ? 2 : 4
        spacing: Theme.medium

        Repeater {
            model: [false, true]

            BigTile {
                required property bool modelData

                bold: modelData
                caption: "12 activities"
                filled: modelData
                height: 260 * Theme.unit
                iconName: "sun"
                title: "Today"
                width: 400 * Theme.unit
            }
        }
    }

    Item {
        height: 560 * Theme.unit
        width: root.width

        ActivityTile {
            age: "7–10 years"
            colour: "#0b6b78"
            demonstration: true
            free: true
            height: 540 * Theme.unit
            iconName: "robot"
            picture: ""
            place: "Technariumas"
            price: "Free"
            rowId: "tile"
            source: "Demonstration data · updated 2 November"
            title: "Robotics club"
            tone: "soon"
            topic: "Technology"
            walk: "12 min walk"
            when: "Starts in 25 min"
            width: 400 * Theme.unit
        }
    }
}
