// Draws the ground of one tile in a thread of its own, and finds the labels that belong on it.

import { evaluate } from "./expression.js";
import { decode } from "./mvt.js";

import { toUnit } from "./camera.js";

const SIDE = 512, KEEP = 10;
const tiles = new Map();
let sources = [], layers = [], generation = 0, ratio = 1, context = null;

async function data(zoom, x, y) {
  const key = `${zoom}/${x}/${y}`;
  const found = tiles.get(key) ?? fetch(`kiosk://map/tiles/${key}.pbf`)
    .then((answer) => answer.arrayBuffer())
    .then((buffer) => decode(new Uint8Array(buffer)));
  tiles.delete(key);
  tiles.set(key, found);
  if (tiles.size > KEEP) tiles.delete(tiles.keys().next().value);
  return found;
}

// The sources that reach a tile, with their part of it.
function reaching(zoom, x, y) {
  const count = 2 ** zoom, found = [];
  for (const { name, box: [west, north, east, south], minzoom, maxzoom } of sources) {
    const meets = (x + 1) / count > west && x / count < east && (y + 1) / count > north && y / count < south;
    if (zoom < minzoom || !meets) continue;
    const dataZoom = Math.min(zoom, maxzoom), up = zoom - dataZoom, dataX = x >> up, dataY = y >> up;
    found.push({ name, zoom, x, y, up, dataZoom, dataX, dataY,
      dx: (x - dataX * 2 ** up) * SIDE, dy: (y - dataY * 2 ** up) * SIDE });
  }
  return found;
}

function shows(layer, zoom) {
  return zoom >= (layer.minzoom ?? 0) && zoom < (layer.maxzoom ?? 99);
}

function path(context, rings, scale, dx, dy) {
  context.beginPath();
  for (const ring of rings) {
    context.moveTo(ring[0] * scale - dx, ring[1] * scale - dy);
    for (let i = 2; i < ring.length; i += 2) context.lineTo(ring[i] * scale - dx, ring[i + 1] * scale - dy);
  }
}

function paint(context, layer, features, zoom, place) {
  const paints = layer.paint ?? {}, layout = layer.layout ?? {};
  const matching = features.filter((f) => !layer.filter || evaluate(layer.filter, f.properties, zoom));
  const sort = layout["line-sort-key"];
  if (sort) {
    const rank = new Map(matching.map((f) => [f, evaluate(sort, f.properties, zoom)]));
    matching.sort((a, b) => rank.get(a) - rank.get(b));
  }
  for (const { properties, rings } of matching) {
    const get = (name, other) => evaluate(paints[name], properties, zoom) ?? other;
    context.globalAlpha = get(`${layer.type}-opacity`, 1);
    if (layer.type === "circle") {
      for (const [x, y] of rings) {
        context.beginPath();
        context.arc(x * place.scale - place.dx, y * place.scale - place.dy, get("circle-radius"), 0, 7);
        context.fillStyle = get("circle-color");
        context.fill();
        if (get("circle-stroke-width")) {
          context.lineWidth = get("circle-stroke-width");
          context.strokeStyle = get("circle-stroke-color");
          context.stroke();
        }
      }
      continue;
    }
    path(context, rings, place.scale, place.dx, place.dy);
    if (layer.type === "fill") {
      context.fillStyle = get("fill-color");
      context.fill("evenodd");
      if (get("fill-outline-color")) {
        context.lineWidth = 1;
        context.strokeStyle = get("fill-outline-color");
        context.stroke();
      }
      continue;
    }
    const width = get("line-width", 1);
    if (width <= 0) continue;
    context.lineWidth = width;
    context.lineJoin = "round";
    const dashes = paints["line-dasharray"];
    context.lineCap = dashes ? "butt" : "round";
    context.setLineDash(dashes ? dashes.map((each) => Math.max(1, each * width)) : []);
    context.strokeStyle = get("line-color");
    context.stroke();
  }
  context.globalAlpha = 1;
}

// The middle of a line and its direction there, over about `length` pixels.
function middle(ring, scale) {
  let total = 0;
  const steps = [];
  for (let i = 2; i < ring.length; i += 2) {
    steps.push(Math.hypot(ring[i] - ring[i - 2], ring[i + 1] - ring[i - 1]) * scale);
    total += steps.at(-1);
  }
  const at = (share) => {
    let left = total * share, i = 0;
    while (i < steps.length - 1 && left > steps[i]) left -= steps[i++];
    const part = steps[i] ? left / steps[i] : 0;
    return [ring[2 * i] + (ring[2 * i + 2] - ring[2 * i]) * part, ring[2 * i + 1] + (ring[2 * i + 3] - ring[2 * i + 1]) * part];
  };
  const [from, to, mid] = [at(0.35), at(0.65), at(0.5)];
  let angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  if (angle > Math.PI / 2) angle -= Math.PI;
  if (angle < -Math.PI / 2) angle += Math.PI;
  return { x: mid[0], y: mid[1], angle, room: total };
}

// Labels with their place in the unit square of the world.
function labels(parts, zoom) {
  const found = [];
  layers.forEach((layer, order) => {
    // The view may be a little nearer or farther than this tile: the page checks the exact zoom.
    if (layer.type !== "symbol" || !(shows(layer, zoom + 0.4) || shows(layer, zoom - 0.7))) return;
    const tile = parts.get(layer.source), source = tile?.decoded[layer["source-layer"]];
    if (!source) return;
    const scale = (SIDE * 2 ** tile.up) / source.extent;
    const along = layer.layout["symbol-placement"] === "line";
    const units = source.extent * 2 ** tile.dataZoom;
    for (const { properties, rings } of source.features) {
      if (layer.filter && !evaluate(layer.filter, properties, zoom)) continue;
      const words = evaluate(layer.layout["text-field"], properties, zoom);
      if (!words) continue;
      for (const ring of rings) {
        const spot = along ? middle(ring, scale) : { x: ring[0], y: ring[1], angle: 0, room: Infinity };
        const x = tile.dataX / 2 ** tile.dataZoom + spot.x / units;
        const y = tile.dataY / 2 ** tile.dataZoom + spot.y / units;
        // A label belongs to the one tile that holds its spot.
        if (Math.floor(x * 2 ** tile.zoom) !== tile.x || Math.floor(y * 2 ** tile.zoom) !== tile.y) continue;
        const key = evaluate(layer.layout["symbol-sort-key"], properties, zoom) ?? 0;
        found.push({ text: String(words), x, y, angle: spot.angle, room: spot.room, layer: layer.id, order, key, properties });
      }
    }
  });
  return found;
}

async function draw({ id, zoom, x, y, made }) {
  const parts = new Map();
  for (const part of reaching(zoom, x, y)) {
    parts.set(part.name, { ...part, decoded: await data(part.dataZoom, part.dataX, part.dataY) });
  }
  if (made !== generation) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const layer of layers) {
    if (!shows(layer, zoom) || layer.type === "symbol") continue;
    if (layer.type === "background") {
      context.fillStyle = layer.paint["background-color"];
      context.fillRect(0, 0, SIDE, SIDE);
      continue;
    }
    const tile = parts.get(layer.source), source = tile?.decoded[layer["source-layer"]];
    if (!source) continue;
    paint(context, layer, source.features, zoom, { scale: (SIDE * 2 ** tile.up) / source.extent, dx: tile.dx, dy: tile.dy });
    context.setLineDash([]);
  }
  const image = context.canvas.transferToImageBitmap();
  postMessage({ id, image, labels: labels(parts, zoom), made }, [image]);
}

function restyle(style) {
  layers = style.layers;
  sources = Object.entries(style.sources).map(([name, { bounds: [west, south, east, north], minzoom, maxzoom }]) => ({
    name, minzoom, maxzoom, box: [...toUnit([west, north]), ...toUnit([east, south])] }));
}

onmessage = ({ data: message }) => {
  if (message.style) {
    ({ generation, ratio } = message);
    // One canvas for all tiles: the engine is slow to give back the memory of those it no longer needs.
    context = new OffscreenCanvas(SIDE * ratio, SIDE * ratio).getContext("2d", { alpha: false });
    restyle(message.style);
    return;
  }
  draw(message).catch((error) => postMessage({ id: message.id, failed: String(error), made: message.made }));
};
