pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// What stands for a page: its head, its shapes while it loads, nothing found, a message, keys.
Column {
    id: root

    spacing: Theme.large

    TopBar {
        subtitle: "12 activities"
        title: "A page"
        width: root.width
    }

    TopBar {
        canGoBack: false
        title: "The first page"
        width: root.width
    }

    EmptyState {
        text: "But there is something close to it."
        title: "Nothing here"
        width: root.width

        KioskButton {
            text: "Show everything"
        }
    }

    Row {
        spacing: Theme.medium

        Skeleton {
            height: 120 * Theme.unit
            width: 300 * Theme.unit
        }

        Skeleton {
            height: 120 * Theme.unit
            width: 300 * Theme.unit
        }
    }

    LoadingPage {
        heights: [120, 80]
        width: root.width
    }

    Item {
        height: Theme.target * 1.2
        width: root.width

        Toast {
            opacity: 1
            text: "Added to your list"
        }
    }

    Keyboard {
        language: "lt"
        width: root.width
    }

    Keyboard {
        language: "uk"
        width: root.width
    }

    Keyboard {
        digits: true
        language: "en"
        width: root.width
    }

    Keyboard {
        language: "lt"
        upper: true
        width: root.width
    }

    Keyboard {
        cityLanguage: "lt"
        foreign: true
        language: "ru"
        width: root.width
    }
}
