pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// Whatever is pressed: each variant at rest, pressed, focused, disabled and busy.
Column {
    id: root

    spacing: Theme.large

    Repeater {
        model: ["primary", "accent", "secondary", "quiet", "danger"]

        Flow {
            id: line

            required property string modelData

            spacing: Theme.medium
            width: root.width

            Specimen {
                name: line.modelData

                KioskButton {
                    iconName: "map-pin"
                    text: "Show"
                    variant: line.modelData
                }
            }

            Specimen {
                name: "pressed"

                KioskButton {
                    down: true
                    text: "Show"
                    variant: line.modelData
                }
            }

            Specimen {
                name: "disabled"

                KioskButton {
                    enabled: false
                    text: "Show"
                    variant: line.modelData
                }
            }

            Specimen {
                name: "busy"

                KioskButton {
                    busy: true
                    text: "Show"
                    variant: line.modelData
                }
            }

            Specimen {
                name: "dense"

                KioskButton {
                    dense: true
                    text: "Show"
                    variant: line.modelData
                }
            }
        }
    }

    Flow {
        spacing: Theme.medium
        width: root.width

        Specimen {
            name: "large"

            KioskButton {
                iconName: "sparkle"
                large: true
                text: "Surprise me"
            }
        }

        Specimen {
            name: "filled icon"

            KioskButton {
                iconFilled: true
                iconName: "heart"
                text: "My list"
                variant: "secondary"
            }
        }

        Specimen {
            name: "icon"

            IconButton {
                iconName: "arrow-left"
                label: "Back"
            }
        }

        Specimen {
            name: "labelled"

            IconButton {
                iconName: "arrow-left"
                label: "Back"
                labelled: true
            }
        }

        Specimen {
            name: "pick"

            PickButton {}
        }

        Specimen {
            name: "picked"

            PickButton {
                picked: true
            }
        }
    }

    Flow {
        spacing: Theme.medium
        width: root.width

        Specimen {
            name: "chip"

            Chip {
                text: "Free"
            }
        }

        Specimen {
            name: "with count"

            Chip {
                count: 12
                text: "Today"
            }
        }

        Specimen {
            name: "selected"

            Chip {
                count: 12
                selected: true
                text: "Today"
            }
        }

        Specimen {
            name: "removable"

            Chip {
                removable: true
                selected: true
                text: "7–10 years"
            }
        }

        Specimen {
            name: "disabled"

            Chip {
                count: 0
                enabled: false
                text: "Sunday"
            }
        }

        Repeater {
            model: ["never", "offline", "fresh"]

            Specimen {
                id: pill

                required property string modelData

                name: pill.modelData

                StatusPill {
                    freshness: pill.modelData
                    text: pill.modelData
                }
            }
        }
    }

    Flow {
        spacing: Theme.large
        width: root.width

        NumberPad {
            side: 90 * Theme.unit
        }

        NumberPad {
            digits: ["7", "2", "9", "4", "0", "6", "1", "8", "3", "5"]
            ready: false
            side: 90 * Theme.unit
        }
    }
}
