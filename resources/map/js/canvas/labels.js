// Labels that never touch each other: placed when the view rests, carried along while it moves.

import { evaluate } from "./expression.js";

const FAMILY = { "Onest Medium": 500, "Onest SemiBold": 600, "Onest Bold": 700 };
const KEEP = 160;

export class Labels {
  constructor(style, ratio) {
    this.ratio = ratio;
    this.images = new Map();
    this.restyle(style);
  }

  restyle(style) {
    this.layers = new Map(style.layers.filter((each) => each.type === "symbol").map((each) => [each.id, each]));
    this.images.clear();
    this.placed = [];
  }

  // Chooses what fits: later layers of the style first, then the smaller sort key.
  place(candidates, camera, taken, zoom) {
    const boxes = [...taken], seen = new Map();
    this.placed = [];
    const ordered = [...candidates].sort((a, b) => b.order - a.order || a.key - b.key);
    for (const each of ordered) {
      const layer = this.layers.get(each.layer);
      if (!layer || zoom < (layer.minzoom ?? 0) || zoom >= (layer.maxzoom ?? 99)) continue;
      const [px, py] = camera.project([each.x, each.y]);
      if (px < -80 || py < -80 || px > camera.width + 80 || py > camera.height + 80) continue;
      // A stop is often called like the landmark beside it, and a street comes in many pieces.
      const near = seen.get(each.text);
      if (near?.some(([x, y]) => Math.hypot(x - px, y - py) < 420)) continue;
      const image = this.image(layer, each, zoom);
      if (!image || (each.angle !== 0 && image.width > each.room * 1.3)) continue;
      for (const [dx, dy] of anchors(layer, image)) {
        const box = around(px + dx, py + dy, image, each.angle + (each.angle ? camera.bearing : 0), layer);
        if (boxes.some((other) => meets(other, box))) continue;
        boxes.push(box);
        seen.set(each.text, [...(near ?? []), [px, py]]);
        this.placed.push({ x: each.x, y: each.y, dx, dy, angle: each.angle, image });
        break;
      }
    }
  }

  draw(context, camera) {
    for (const { x, y, dx, dy, angle, image } of this.placed) {
      const [px, py] = camera.project([x, y]);
      const left = -image.width / 2, top = -image.height / 2;
      if (angle === 0) {
        context.drawImage(image.canvas, Math.round(px + dx + left), Math.round(py + dy + top), image.width, image.height);
        continue;
      }
      context.save();
      context.translate(px, py);
      context.rotate(angle + camera.bearing);
      context.drawImage(image.canvas, left, top, image.width, image.height);
      context.restore();
    }
  }

  // One label as a picture, its halo included: drawing text anew for each frame is what is slow.
  image(layer, { text, properties }, zoom) {
    const get = (kind, name, other) => evaluate(layer[kind]?.[name], properties, zoom) ?? other;
    const size = Math.round(get("layout", "text-size", 16)), family = get("layout", "text-font")[0];
    const colour = get("paint", "text-color"), key = `${layer.id}|${size}|${colour}|${text}`;
    const known = this.images.get(key);
    if (known) return known;
    if (this.images.size > KEEP) this.images.clear();
    const made = textImage({
      text, size, colour, weight: FAMILY[family] ?? 500, family,
      halo: get("paint", "text-halo-color"), haloWidth: get("paint", "text-halo-width", 0),
      spacing: get("layout", "text-letter-spacing", 0) * size,
      wide: layer.layout["symbol-placement"] === "line" ? Infinity : get("layout", "text-max-width", 8) * size,
      alpha: get("paint", "text-opacity", 1), ratio: this.ratio,
    });
    this.images.set(key, made);
    return made;
  }
}

function wrap(context, text, wide) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && context.measureText(longer).width <= wide) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

const ruler = new OffscreenCanvas(1, 1).getContext("2d");

export function textImage({ text, size, colour, weight, family, halo, haloWidth, spacing = 0, wide, alpha = 1, ratio }) {
  const font = `${weight} ${size}px "${family}", sans-serif`;
  ruler.font = font;
  ruler.letterSpacing = `${spacing}px`;
  const lines = wrap(ruler, text, wide), edge = haloWidth + 2, step = size * 1.18;
  const width = Math.ceil(Math.max(...lines.map((line) => ruler.measureText(line).width)) + 2 * edge);
  const height = Math.ceil(lines.length * step + 2 * edge);
  const context = new OffscreenCanvas(width * ratio, height * ratio).getContext("2d");
  context.scale(ratio, ratio);
  Object.assign(context, { font, letterSpacing: `${spacing}px`, textAlign: "center", textBaseline: "middle",
    lineJoin: "round", globalAlpha: alpha, strokeStyle: halo ?? "transparent", lineWidth: haloWidth * 2.2, fillStyle: colour });
  const each = (draw) => lines.forEach((line, i) => draw(line, width / 2, edge + (i + 0.5) * step));
  if (halo) each((line, x, y) => context.strokeText(line, x, y));
  each((line, x, y) => context.fillText(line, x, y));
  return { canvas: context.canvas.transferToImageBitmap(), width, height, size };
}

// Offsets of the label's middle from its spot, in the order of preference.
function anchors(layer, { width, height, size }) {
  const wanted = layer.layout["text-variable-anchor"];
  if (!wanted) return [[0, 0]];
  const away = (layer.layout["text-radial-offset"] ?? 0) * size;
  const offsets = {
    center: [0, 0], top: [0, away + height / 2], bottom: [0, -away - height / 2],
    left: [away + width / 2, 0], right: [-away - width / 2, 0],
  };
  return wanted.map((name) => offsets[name]);
}

function around(x, y, { width, height }, angle, layer) {
  const pad = layer.layout["text-padding"] ?? 2;
  const cos = Math.abs(Math.cos(angle)), sin = Math.abs(Math.sin(angle));
  const w = (width * cos + height * sin) / 2 + pad, h = (width * sin + height * cos) / 2 + pad;
  return [x - w, y - h, x + w, y + h];
}

const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
