pragma ComponentBehavior: Bound

import QtQuick

// A heading of a screen or section.
TextBlock {
    role: "heading"
}
