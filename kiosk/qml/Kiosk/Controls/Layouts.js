.pragma library

// The letters of each language's keyboard, row by row, as people find them on their own.
// `extra` is the row above: letters that Latin alphabets add. Sources: xkeyboard-config's symbols
// for ru, ua, fi and fr; Lithuanian, Polish and Dutch people type on the Latin rows.
const LATIN = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const SIGNS = ["1234567890", "-/:;()€&@", ".,?!'+#"];

const LAYOUTS = {
    "en": {"extra": "", "rows": LATIN},
    "lt": {"extra": "ąčęėįšųūž", "rows": LATIN},
    "pl": {"extra": "ąćęłńóśźż", "rows": LATIN},
    "nl": {"extra": "éèëïöóüáç", "rows": LATIN},
    "fi": {"extra": "", "rows": ["qwertyuiopå", "asdfghjklöä", "zxcvbnm-"]},
    "fr": {"extra": "éèêàâçîôùû", "rows": ["azertyuiop", "qsdfghjklm", "wxcvbn'œ"]},
    "ru": {"extra": "", "rows": ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбюё"]},
    "uk": {"extra": "", "rows": ["йцукенгшщзхї", "фівапролджєґ", "ячсмитьбю'"]}
};

function of(language) {
    return LAYOUTS[language] || LAYOUTS.en;
}

function isLatin(language) {
    return /[a-z]/.test(of(language).rows[0]);
}

// Keys beside each other in the widest row; the last row also holds Capital and Erase.
function columns(layout) {
    const rows = layout.rows.map((row, index) => row.length + (index === 2 ? 3 : 0));
    return Math.max(10, layout.extra.length, ...rows);
}
