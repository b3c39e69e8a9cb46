// The few words that the map itself shows, and how labels choose their language.

const HERE = {
  lt: "Tu esi čia", en: "You are here", fi: "Olet tässä", fr: "Vous êtes ici",
  nl: "U bent hier", pl: "Tu jesteś", ru: "Вы здесь", uk: "Ви тут",
};
const WALK = {
  lt: "min. pėsčiomis", en: "min walk", fi: "min kävellen", fr: "min à pied",
  nl: "min lopen", pl: "min pieszo", ru: "мин пешком", uk: "хв пішки",
};

export const hereText = (language) => HERE[language] ?? HERE.en;
const LONGEST_WALK = 60;

// Minutes on foot, or kilometres through the air where they are too many.
export const wayText = (language, metres, minutes) => (minutes <= LONGEST_WALK
  ? `${minutes} ${WALK[language] ?? WALK.en}`
  : `${(metres / 1000).toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} km`);

// Large counts stay short enough for their circle.
export const short = (count) =>
  count < 1000 ? String(count) : count < 10000 ? `${(count / 1000).toFixed(1)}k` : `${Math.round(count / 1000)}k`;

// The name in the visitor's language, else the local one: a MapLibre expression.
export const nameExpression = (language) => ["coalesce", ["get", `name:${language}`], ["get", "name"]];
