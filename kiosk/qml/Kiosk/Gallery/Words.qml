pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// The type scale, the colours of the theme with their names, topics and times.
Column {
    id: root

    spacing: Theme.medium

    Repeater {
        model: ["display", "title", "heading", "subheading", "body", "label", "caption"]

        TextBlock {
            required property string modelData

            role: modelData
            text: modelData + ": ąčęėįšųūž Київ łódź"
            width: root.width
        }
    }

    TextBlock {
        strong: true
        text: "body, strong: ąčęėįšųūž"
        width: root.width
    }

    Flow {
        spacing: Theme.small
        width: root.width

        Repeater {
            model: ["background", "surface", "sunken", "ink", "inkSoft", "line", "primary", "primarySoft", "accent", "positive", "warning", "danger", "focusRing"]

            Rectangle {
                id: swatch

                required property string modelData

                border.color: Theme.line
                border.width: Theme.hair
                color: Theme[modelData]
                height: 110 * Theme.unit
                radius: Theme.radiusSmall
                width: 220 * Theme.unit

                TextBlock {
                    anchors.centerIn: parent
                    color: Theme.on(swatch.color)
                    role: "caption"
                    text: swatch.modelData
                }
            }
        }
    }

    Flow {
        spacing: Theme.large
        width: root.width

        Repeater {
            model: ["circle", "square", "triangle", "diamond", "star", "hexagon"]

            TopicLabel {
                required property string modelData

                name: modelData
                shape: modelData
            }
        }

        Repeater {
            model: ["now", "soon", "today", "later", "moved", "cancelled", "none"]

            WhenLabel {
                required property string modelData

                text: modelData
                tone: modelData
            }
        }

        LanguageMark {
            code: "lt"
        }

        Fact {
            iconName: "map-pin"
            text: "A fact of a few words"
        }

        TopicMark {
            iconName: "robot"
        }

        TopicMark {
            iconName: "robot"
            quiet: true
        }
    }

    SectionTitle {
        action: "See all"
        title: "A section"
        width: root.width
    }

    SearchField {
        placeholder: "What, where, with whom?"
        width: root.width
    }

    SearchField {
        text: "robot"
        width: root.width
    }
}
