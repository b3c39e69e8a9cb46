// The activities on the map, as MapLibre layers: clusters, single places, the selected one.

import { short } from "./texts.js";
import { clusterImage, twelfths } from "./rings.js";
import { markerImage, shapeOf } from "./shapes.js";

export const CLUSTER_LAYER = "clusters", POINT_LAYER = "points";
const SIZE = 34, CHOSEN = 54;

export const imageName = (shape, colour) => `marker|${shapeOf(shape)}|${colour}`;

export function toGeoJSON(places) {
  return {
    type: "FeatureCollection",
    features: places.map((each) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [each.lon, each.lat] },
      properties: {
        id: each.id, name: each.name, count: each.count,
        colour: each.colour, label: each.count > 1 ? short(each.count) : "", image: imageName(each.shape, each.colour),
      },
    })),
  };
}

// Images are drawn when a layer first asks for one: a city uses a handful of the combinations.
export function drawMissing(map, id, { palette, scale, points }) {
  const [kind, shape, colour] = id.split("|");
  const ratio = window.devicePixelRatio;
  if (kind === "ring" && !map.hasImage(id)) {
    const [radius, ...counts] = id.split("|").slice(1).map(Number);
    const shares = twelfths(counts), parts = points.colours.map((each, i) => [each, shares[i]]);
    map.addImage(id, clusterImage(radius * scale, parts.filter(([, share]) => share), palette, scale, ratio),
      { pixelRatio: ratio });
    return;
  }
  if (kind !== "marker" && kind !== "chosen") return;
  const size = (kind === "chosen" ? CHOSEN : SIZE) * scale;
  const rim = kind === "chosen" ? palette.label : palette.rim;
  if (!map.hasImage(id)) map.addImage(id, markerImage(shape, colour, rim, size, ratio), { pixelRatio: ratio });
}

const bySum = (...values) => ["step", ["get", "sum"], values[0], 10, values[1], 50, values[2], 250, values[3]];

// Counts in twelfths of the cluster, so that like clusters share an image.
const ringName = (colours) => ["concat", "ring|", ["to-string", bySum(23, 28, 34, 41)],
  ...colours.flatMap((_each, i) => ["|", ["to-string", ["round", ["*", 12, ["/", ["get", `c${i}`], ["get", "sum"]]]]]])];

export function activitySources(data, points) {
  return {
    activities: {
      type: "geojson", data, cluster: true, clusterRadius: 84, clusterMaxZoom: 16,
      clusterProperties: {
        sum: ["+", ["get", "count"]],
        ...Object.fromEntries(points.colours.map((colour, i) =>
          [`c${i}`, ["+", ["case", ["==", ["get", "colour"], colour], ["get", "count"], 0]]])),
      },
    },
    chosen: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
    route: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
  };
}

const sumLabel = ["case", ["<", ["get", "sum"], 1000], ["to-string", ["get", "sum"]],
  ["concat", ["to-string", ["/", ["round", ["/", ["get", "sum"], 100]], 10]], "k"]];

export function activityLayers(p, scale, colours) {
  const cluster = ["has", "point_count"], single = ["!", cluster];
  const symbol = (id, source, filter, layout, paint = {}) => ({
    id, type: "symbol", source, ...(filter ? { filter } : {}),
    layout: { "icon-allow-overlap": true, "icon-ignore-placement": false, "text-font": ["Onest Bold"], ...layout },
    paint,
  });
  return [
    { id: "route", type: "line", source: "route", layout: { "line-cap": "round" },
      paint: { "line-color": p.accent, "line-width": 5 * scale, "line-dasharray": [0.2, 2] } },
    symbol(CLUSTER_LAYER, "activities", cluster, {
      "icon-image": ringName(colours), "icon-padding": 0, "text-field": sumLabel, "text-size": bySum(19 * scale, 21 * scale, 24 * scale, 26 * scale),
      "text-allow-overlap": true }, { "text-color": p.clusterText }),
    symbol(POINT_LAYER, "activities", single, {
      "icon-image": ["get", "image"], "text-field": ["get", "label"], "text-size": 16 * scale,
      "text-allow-overlap": true, "text-ignore-placement": true, "icon-padding": 0,
      "symbol-sort-key": ["-", 0, ["get", "count"]] }, { "text-color": "#ffffff" }),
    symbol("point-name", "activities", single, {
      "text-field": ["get", "name"], "text-font": ["Onest SemiBold"], "text-size": 17 * scale,
      "text-variable-anchor": ["top", "bottom", "right", "left"], "text-radial-offset": 1.75,
      "text-max-width": 9, "text-justify": "auto", "text-padding": 8,
      "symbol-sort-key": ["-", 0, ["get", "count"]] },
      { "text-color": p.label, "text-halo-color": p.halo, "text-halo-width": 2 }),
    symbol("chosen", "chosen", null, {
      "icon-image": ["get", "chosen"], "text-field": ["get", "label"], "text-size": 22 * scale,
      "text-allow-overlap": true }, { "text-color": "#ffffff" }),
    symbol("chosen-name", "chosen", null, {
      "text-field": ["get", "name"], "text-size": 20 * scale, "text-anchor": "top",
      "text-offset": [0, 2.1], "text-max-width": 10, "text-allow-overlap": true },
      { "text-color": p.label, "text-halo-color": p.halo, "text-halo-width": 2.6 }),
  ].map((layer) => (layer.id === "point-name" ? { ...layer, minzoom: 13.6 } : layer));
}
