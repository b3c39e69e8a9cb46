pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick
import "Colour.js" as Colour

// Every size, colour and duration of the product. Main.qml sets the inputs; all else follows.
QtObject {
    id: root

    // Inputs.
    property string scheme: "light"
    property real windowWidth: 1080
    property real windowHeight: 1920
    property real pixelsPerMm: 3.0
    property real textScale: 1.0
    property bool reduceMotion: false
    property bool reach: false
    // A letter touched twice within half a second counts once, and none repeats while it is held.
    property bool steady: false
    property bool readAloud: false
    property bool canReadAloud: false
    property bool namesAloud: false
    property bool sounds: true
    // Of 4; 3 is as loud as the kiosk's settings say.
    property int loudness: 3
    property color cityPrimary: "#7d1d3f"
    property color cityAccent: "#f2a33a"

    readonly property bool dark: scheme !== "light"
    readonly property bool contrast: scheme === "contrast"
    readonly property bool portrait: windowHeight >= windowWidth

    // One design pixel: 1 on a 1080 x 1920 or 1920 x 1080 screen.
    readonly property real unit: Math.max(0.5, Math.min(windowWidth, windowHeight) / 1080)
    readonly property real mm: pixelsPerMm

    // Touch: 20 mm for what everybody presses, 9 mm for dense lists of staff. A screen that is
    // itself no higher than a hand, as one of 10 inches, has room for about 15.
    readonly property real target: Math.max(84 * unit, Math.min(20 * mm, Math.min(windowWidth, windowHeight) * 0.115))
    readonly property real dense: Math.max(56 * unit, 9 * mm)

    readonly property real hair: Math.max(1, Math.round((contrast ? 3 : 1.5) * unit))
    readonly property real tiny: 8 * unit
    readonly property real small: 16 * unit
    readonly property real medium: 24 * unit
    readonly property real large: 36 * unit
    readonly property real huge: 56 * unit
    readonly property real margin: portrait ? 48 * unit : 56 * unit

    readonly property real radiusSmall: 14 * unit
    readonly property real radius: 28 * unit
    readonly property real radiusLarge: 44 * unit

    readonly property string family: "Onest"
    readonly property real display: 104 * unit * largeTextScale
    readonly property real title: 62 * unit * largeTextScale
    readonly property real heading: 42 * unit * largeTextScale
    readonly property real subheading: 33 * unit * textScale
    readonly property real body: 28 * unit * textScale
    readonly property real label: 26 * unit * textScale
    readonly property real caption: 22 * unit * textScale
    readonly property real iconSize: 36 * unit * Math.min(1.4, textScale)

    // Large type grows less: at 200 % a title must still fit on its screen.
    readonly property real largeTextScale: 1 + (textScale - 1) * 0.35

    readonly property color background: contrast ? "#000000" : dark ? "#15121f" : "#faf6ef"
    readonly property color surface: contrast ? "#000000" : dark ? "#211d2f" : "#ffffff"
    readonly property color sunken: contrast ? "#1a1a1a" : dark ? "#2c2740" : "#f1eae0"
    readonly property color ink: contrast ? "#ffffff" : dark ? "#f8f4ec" : "#1d1930"
    readonly property color inkSoft: contrast ? "#ffffff" : dark ? "#c3bcd2" : "#575167"
    readonly property color line: contrast ? "#ffffff" : dark ? "#3d3654" : "#e5dccf"
    readonly property color shadow: dark ? "#000000" : "#4a2d1a"
    readonly property color scrim: Qt.rgba(0.06, 0.04, 0.1, 0.62)

    readonly property color primary: contrast ? "#ffe14d" : dark ? Colour.readable(cityPrimary, surface, 3.2) : cityPrimary
    readonly property color primaryText: Colour.on(primary)
    readonly property color primaryInk: Colour.readable(primary, surface, 4.6)
    readonly property color primarySoft: soft(primary)
    readonly property color accent: contrast ? "#ffe14d" : cityAccent
    readonly property color accentText: Colour.on(accent)
    readonly property color positive: contrast ? "#6dff9e" : dark ? "#63d396" : "#146c41"
    readonly property color warning: contrast ? "#ffd166" : dark ? "#f4b860" : "#8a4b00"
    readonly property color danger: contrast ? "#ff9a90" : dark ? "#ff8f85" : "#b3261e"
    readonly property color focusRing: contrast ? "#00e5ff" : dark ? "#ffd166" : "#1f4fd8"

    readonly property int quick: reduceMotion ? 0 : 120
    readonly property int normal: reduceMotion ? 0 : 240
    readonly property int slow: reduceMotion ? 0 : 420

    // White or near-black on `ground`.
    function on(ground: color): color {
        return Colour.on(ground);
    }

    // `colour` made readable as text on the surface.
    function inked(colour: color): color {
        return root.contrast ? root.ink : Colour.readable(colour, root.surface, 4.6);
    }

    // A quiet ground in the tone of `colour`.
    function soft(colour: color): color {
        return root.contrast ? "#000000" : Colour.mix(colour, root.surface, root.dark ? 0.76 : 0.88);
    }

    // `colour` readable on its own quiet ground.
    function onSoft(colour: color): color {
        return root.contrast ? root.ink : Colour.readable(colour, soft(colour), 4.6);
    }

    function mix(one: color, other: color, share: real): color {
        return Colour.mix(one, other, share);
    }
}
