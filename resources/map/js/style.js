// One style for both kinds of pack, on the layers of the OpenMapTiles schema.

import { nameExpression } from "./texts.js";

const MEDIUM = ["Onest Medium"], SEMI = ["Onest SemiBold"];

const grow = (...stops) => ["interpolate", ["exponential", 1.5], ["zoom"], ...stops];
const steady = (...stops) => ["interpolate", ["linear"], ["zoom"], ...stops];
const is = (key, ...values) => ["in", ["get", key], ["literal", values]];
const STREETS = ["motorway", "trunk", "primary", "secondary", "tertiary", "minor", "service", "busway"];

// Width in pixels at zoom 9, 12, 14 and 17, before the screen's own scale.
const WIDTHS = {
  trunk: [2, 4.6, 8, 24], primary: [1.5, 3.6, 6.6, 20], secondary: [1.1, 2.6, 5.2, 17],
  tertiary: [0.8, 1.8, 4, 14], minor: [0.5, 1.1, 2.8, 11], service: [0, 0.4, 1.2, 5],
};

function streetWidth(scale, extra) {
  const at = (i) => {
    const px = (name) => (WIDTHS[name][i] + (WIDTHS[name][i] ? extra[i] : 0)) * scale;
    return ["match", ["get", "class"],
      ["motorway", "trunk"], px("trunk"), "primary", px("primary"), "secondary", px("secondary"),
      "tertiary", px("tertiary"), "service", px("service"), px("minor")];
  };
  return grow(9, at(0), 12, at(1), 14, at(2), 17, at(3));
}

const order = ["match", ["get", "class"],
  ["motorway", "trunk"], 6, "primary", 5, "secondary", 4, "tertiary", 3, "minor", 2, 1];

const fill = (id, source, colour, extra = {}) => ({
  id, type: "fill", source: "city", "source-layer": source,
  paint: { "fill-color": colour, "fill-antialias": true }, ...extra,
});

const line = (id, source, paint, extra = {}) => ({
  id, type: "line", source: "city", "source-layer": source, paint,
  layout: { "line-cap": "round", "line-join": "round", ...(extra.layout ?? {}) },
  ...Object.fromEntries(Object.entries(extra).filter(([key]) => key !== "layout")),
});

function ground(p, scale) {
  return [
    fill("city", "city", p.city),
    fill("landcover", "landcover", p.green, { filter: is("class", "grass", "wood", "farmland", "scrub") }),
    fill("park", "park", p.green),
    fill("campus", "landuse", p.campus, {
      filter: is("class", "school", "university", "college", "kindergarten", "hospital"), minzoom: 12.5,
    }),
    fill("green", "landuse", p.green, { filter: is("class", "cemetery", "pitch", "playground", "stadium") }),
    line("country", "boundary", {
      "line-color": p.border, "line-width": steady(6, 1.2 * scale, 12, 2.6 * scale), "line-dasharray": [6, 2, 1, 2],
    }, { filter: ["<=", ["get", "admin_level"], 2] }),
    line("border", "boundary", {
      "line-color": p.border, "line-width": steady(9, 0.6 * scale, 14, 1.6 * scale),
      "line-dasharray": [1, 3], "line-opacity": steady(9, 0.5, 13, 0.7, 16, 0.35),
    }, { filter: [">", ["get", "admin_level"], 2] }),
    fill("water", "water", p.water),
    line("shore", "water", { "line-color": p.shore, "line-width": steady(10, 0.4, 15, 1.4 * scale) }),
    line("stream", "waterway", { "line-color": p.water, "line-width": grow(12, 0.6, 16, 5 * scale) },
      { filter: ["all", is("class", "stream", "canal", "ditch", "drain"), ["!=", ["get", "brunnel"], "tunnel"]] }),
    fill("building", "building", p.building, { minzoom: 14, paint: {
      "fill-color": p.building, "fill-outline-color": p.casing, "fill-opacity": steady(14, 0.4, 15.5, 1) } }),
  ];
}

function streets(p, scale, contrast) {
  const street = is("class", ...STREETS);
  const sort = { "line-sort-key": order };
  const colour = ["match", ["get", "class"], ["motorway", "trunk"], p.trunk, "primary", p.primary,
    "secondary", p.secondary, p.minor];
  return [
    line("path", "transportation", {
      "line-color": p.path, "line-width": grow(14, 0.8 * scale, 18, 3 * scale), "line-dasharray": [2, 1.6],
    }, { filter: is("class", "path", "track"), minzoom: 14 }),
    line("rail", "transportation", {
      "line-color": p.rail, "line-width": grow(10, 0.8, 16, 3 * scale),
    }, { filter: is("class", "rail", "transit") }),
    line("street-casing", "transportation", {
      "line-color": contrast ? p.casing : ["interpolate", ["linear"], ["zoom"], 11, p.far, 13, p.casing],
      "line-width": streetWidth(scale, [0.4, 1.8, 2.6, 4]),
    }, { filter: street, layout: sort }),
    line("street", "transportation", {
      "line-color": ["interpolate", ["linear"], ["zoom"], 11, p.far, 12.6, colour],
      "line-width": streetWidth(scale, [0, 0, 0, 0]),
    }, { filter: street, layout: sort }),
    line("wire", "transportation", {
      "line-color": p.wire, "line-width": grow(12, 0.7 * scale, 17, 2.2 * scale),
      "line-opacity": steady(12, 0, 13, 0.85),
    }, { filter: ["all", street, ["has", "trolleybus"]], minzoom: 12 }),
  ];
}

const text = (id, source, { filter, minzoom, layout, paint, ...rest }) => ({
  id, type: "symbol", source: "city", "source-layer": source,
  ...(filter ? { filter } : {}), ...(minzoom ? { minzoom } : {}), ...rest,
  layout: { "text-font": MEDIUM, "text-max-width": 8, "text-padding": 6, ...layout },
  paint: { "text-halo-width": 1.6, ...paint },
});

function labels(p, scale, language) {
  const name = nameExpression(language);
  const halo = { "text-halo-color": p.halo };
  const dot = (size) => ({ "text-variable-anchor": ["top", "bottom", "left", "right"],
    "text-radial-offset": size, "text-justify": "auto" });
  return [
    { id: "pole", type: "circle", source: "city", "source-layer": "poi", minzoom: 14,
      filter: ["==", ["get", "subclass"], "pole"],
      paint: { "circle-radius": grow(14, 1.6 * scale, 17, 5 * scale), "circle-color": p.paper,
        "circle-stroke-color": p.stop, "circle-stroke-width": grow(14, 1 * scale, 17, 2 * scale) } },
    { id: "town-dot", type: "circle", source: "city", "source-layer": "place", maxzoom: 12,
      filter: is("class", "city", "town"),
      paint: { "circle-radius": ["match", ["get", "rank"], 1, 5 * scale, 2, 4.5 * scale, 3, 4 * scale, 3 * scale],
        "circle-color": p.paper, "circle-stroke-color": p.district, "circle-stroke-width": 1.6 * scale } },
    text("river-name", "waterway", { layout: { "symbol-placement": "line", "text-field": name,
      "text-size": grow(11, 15 * scale, 16, 24 * scale), "text-letter-spacing": 0.22,
      "symbol-spacing": 420 * scale, "text-font": SEMI, "text-max-angle": 40 },
      paint: { "text-color": p.waterText, "text-halo-color": p.water, "text-halo-width": 1.2 } }),
    text("street-name", "transportation_name", { minzoom: 13.5, layout: { "symbol-placement": "line",
      "text-field": name, "text-size": grow(13, 13 * scale, 17, 20 * scale), "text-letter-spacing": 0.02 },
      paint: { "text-color": p.street, ...halo } }),
    text("stop-name", "poi", { minzoom: 14.2, filter: ["==", ["get", "subclass"], "stop"],
      layout: { "text-field": name, "text-size": grow(14, 14 * scale, 17, 18 * scale), ...dot(0.7),
        "symbol-sort-key": ["+", 10, ["get", "rank"]] },
      paint: { "text-color": p.poi, ...halo } }),
    { id: "landmark-dot", type: "circle", source: "city", "source-layer": "poi",
      filter: ["all", ["<=", ["coalesce", ["get", "rank"], 9], 3], ["!", is("class", "bus")]], minzoom: 12.5,
      paint: { "circle-radius": grow(12, 2 * scale, 17, 4.5 * scale), "circle-color": p.place,
        "circle-opacity": 0.55 } },
    text("poi-name", "poi", { minzoom: 15.4,
      filter: ["all", [">", ["coalesce", ["get", "rank"], 9], 3], ["!", is("class", "bus")], ["has", "name"]],
      layout: { "text-field": name, "text-size": grow(15, 14 * scale, 18, 17 * scale), ...dot(0.3),
        "symbol-sort-key": ["coalesce", ["get", "rank"], 9] },
      paint: { "text-color": p.poi, ...halo } }),
    text("landmark", "poi", { minzoom: 12.5,
      filter: ["all", ["<=", ["coalesce", ["get", "rank"], 9], 3], ["!", is("class", "bus")], ["has", "name"]],
      layout: { "text-field": name, "text-size": grow(12, 15 * scale, 17, 20 * scale), ...dot(0.6),
        "text-font": SEMI, "symbol-sort-key": ["get", "rank"] },
      paint: { "text-color": ["match", ["get", "class"], "park", p.greenText, p.place], ...halo } }),
    text("district", "place", { filter: is("class", "suburb", "quarter", "neighbourhood"), maxzoom: 16,
      layout: { "text-field": ["upcase", name], "text-font": SEMI, "text-letter-spacing": 0.14,
        "text-size": steady(9, 11 * scale, 11, 16 * scale, 14, 23 * scale), "text-padding": 12,
        "text-max-width": 7, "symbol-sort-key": ["coalesce", ["get", "rank"], 3],
        "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 2.2 },
      paint: { "text-color": p.district, ...halo, "text-halo-width": 2,
        "text-opacity": steady(14.5, 1, 16, 0.3) } }),
    text("village", "place", { filter: is("class", "village"), minzoom: 9.4, maxzoom: 14,
      layout: { "text-field": name, "text-size": steady(8, 13 * scale, 12, 19 * scale), ...dot(0.45),
        "symbol-sort-key": ["coalesce", ["get", "rank"], 5] },
      paint: { "text-color": p.district, ...halo } }),
    text("town", "place", { filter: is("class", "city", "town"), maxzoom: 14,
      layout: { "text-field": name, "text-font": SEMI, ...dot(0.55), "text-padding": 14,
        "text-size": ["interpolate", ["linear"], ["zoom"],
          7, ["match", ["get", "rank"], 1, 21 * scale, 2, 18 * scale, 15 * scale],
          11, ["match", ["get", "rank"], 1, 32 * scale, 2, 27 * scale, 22 * scale]],
        "symbol-sort-key": ["coalesce", ["get", "rank"], 3] },
      paint: { "text-color": p.place, ...halo } }),
  ];
}

// The low zooms reach around the city and are enlarged out there. From the zoom on that has the
// city's own box, what lies inside it is drawn from there.
const AROUND = ["city", "landcover", "park", "country", "border", "water", "shore", "stream", "rail",
  "street-casing", "street", "town-dot", "river-name", "district",
  "village", "town"];

function split(layers, from) {
  const outer = ["any", ["<", ["zoom"], from], ["!", ["has", "in"]]];
  const around = layers.filter(({ id }) => AROUND.includes(id)).map((layer) => ({
    ...layer, id: `around-${layer.id}`, source: "around",
    filter: layer.filter ? ["all", outer, layer.filter] : outer,
  }));
  // The canvas draws a tile of the next zoom a little early, and its labels come along.
  const first = (layer) => (layer.type === "symbol" ? from - 0.65 : from);
  const inner = layers.map((layer) => ({ ...layer, minzoom: Math.max(layer.minzoom ?? 0, first(layer)) }));
  const symbols = (all, wanted) => all.filter(({ type }) => (type === "symbol") === wanted);
  return [false, true].flatMap((each) => [...symbols(around, each), ...symbols(inner, each)]);
}

export function buildStyle({ palette: p, contrast, scale, language, pack }) {
  const tiles = { type: "vector", tiles: ["kiosk://map/tiles/{z}/{x}/{y}.pbf"] };
  const from = pack.around ? pack.around.maxZoom + 1 : 0;
  const layers = [...ground(p, scale), ...streets(p, scale, contrast), ...labels(p, scale, language)];
  return {
    version: 8,
    sources: {
      ...(pack.around && { around: { ...tiles, minzoom: pack.minZoom, maxzoom: pack.around.maxZoom, bounds: pack.around.bounds } }),
      city: { ...tiles, minzoom: Math.max(pack.minZoom, from), maxzoom: pack.maxZoom, bounds: pack.bounds },
    },
    layers: [
      { id: "outside", type: "background", paint: { "background-color": pack.schema === "schematic" ? p.outside : p.city } },
      ...(pack.around ? split(layers, from) : layers),
    ],
  };
}
