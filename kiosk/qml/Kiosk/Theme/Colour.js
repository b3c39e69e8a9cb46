.pragma library

// Contrast as in WCAG 2.2, 1.4.3: relative luminance of sRGB colours.

function channel(value) {
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
}

function luminance(colour) {
    return 0.2126 * channel(colour.r) + 0.7152 * channel(colour.g) + 0.0722 * channel(colour.b);
}

function contrast(one, other) {
    const a = luminance(one);
    const b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function mix(one, other, share) {
    return Qt.rgba(one.r + (other.r - one.r) * share, one.g + (other.g - one.g) * share, one.b + (other.b - one.b) * share, 1);
}

// The colour itself where it can be read on `ground`, else the nearest darker or lighter one.
function readable(colour, ground, least) {
    const goal = luminance(ground) > 0.18 ? Qt.rgba(0, 0, 0, 1) : Qt.rgba(1, 1, 1, 1);
    for (let share = 0; share < 1; share += 0.04) {
        const candidate = mix(colour, goal, share);
        if (contrast(candidate, ground) >= least)
            return candidate;
    }
    return goal;
}

// White or near-black, whichever reads better on `ground`.
function on(ground) {
    const ink = Qt.rgba(0.075, 0.063, 0.118, 1);
    const white = Qt.rgba(1, 1, 1, 1);
    return contrast(white, ground) >= 4.5 || contrast(white, ground) >= contrast(ink, ground) ? white : ink;
}
