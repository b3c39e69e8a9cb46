// Values of the map style: the few kinds of expression that style.js uses, so that both renderers
// draw from one and the same style.

const OPERATIONS = {
  get: ([key], f) => f[key],
  has: ([key], f) => Object.hasOwn(f, key),
  literal: ([value]) => value,
  "!": ([a], f, z) => !evaluate(a, f, z),
  all: (parts, f, z) => parts.every((each) => evaluate(each, f, z)),
  any: (parts, f, z) => parts.some((each) => evaluate(each, f, z)),
  in: ([a, b], f, z) => evaluate(b, f, z).includes(evaluate(a, f, z)),
  "==": ([a, b], f, z) => evaluate(a, f, z) === evaluate(b, f, z),
  "!=": ([a, b], f, z) => evaluate(a, f, z) !== evaluate(b, f, z),
  "<": ([a, b], f, z) => evaluate(a, f, z) < evaluate(b, f, z),
  "<=": ([a, b], f, z) => evaluate(a, f, z) <= evaluate(b, f, z),
  ">": ([a, b], f, z) => evaluate(a, f, z) > evaluate(b, f, z),
  "+": (parts, f, z) => parts.reduce((sum, each) => sum + evaluate(each, f, z), 0),
  zoom: (_parts, _f, z) => z,
  upcase: ([a], f, z) => String(evaluate(a, f, z) ?? "").toUpperCase(),
  coalesce(parts, f, z) {
    for (const each of parts) {
      const value = evaluate(each, f, z);
      if (value !== undefined && value !== null) return value;
    }
    return undefined;
  },
  match([input, ...rest], f, z) {
    const value = evaluate(input, f, z);
    for (let i = 0; i + 1 < rest.length; i += 2) {
      if (Array.isArray(rest[i]) ? rest[i].includes(value) : rest[i] === value) return evaluate(rest[i + 1], f, z);
    }
    return evaluate(rest[rest.length - 1], f, z);
  },
  interpolate([kind, input, ...stops], f, z) {
    const at = evaluate(input, f, z);
    if (at <= stops[0]) return evaluate(stops[1], f, z);
    for (let i = 2; i < stops.length; i += 2) {
      if (at > stops[i]) continue;
      const span = stops[i] - stops[i - 2];
      const base = kind[0] === "exponential" ? kind[1] : 1;
      const share = base === 1 ? (at - stops[i - 2]) / span : (base ** (at - stops[i - 2]) - 1) / (base ** span - 1);
      return mix(evaluate(stops[i - 1], f, z), evaluate(stops[i + 1], f, z), share);
    }
    return evaluate(stops[stops.length - 1], f, z);
  },
};

function mix(a, b, share) {
  if (typeof a === "number") return a + (b - a) * share;
  const part = (colour, i) => parseInt(colour.slice(1 + 2 * i, 3 + 2 * i), 16);
  const hex = [0, 1, 2].map((i) => Math.round(part(a, i) + (part(b, i) - part(a, i)) * share));
  return `#${hex.map((each) => each.toString(16).padStart(2, "0")).join("")}`;
}

export function evaluate(expression, properties, zoom) {
  if (!Array.isArray(expression) || !Object.hasOwn(OPERATIONS, expression[0])) return expression;
  return OPERATIONS[expression[0]](expression.slice(1), properties, zoom);
}
