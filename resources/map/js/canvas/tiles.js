// The drawn tiles: asked from the worker, kept while they are near, stretched until new ones come.

import { SIDE } from "./camera.js";

const SPARE = 6, STAND_IN = 5;

export class Tiles {
  constructor(style, ratio, changed) {
    this.changed = changed;
    this.ratio = ratio;
    this.generation = 0;
    this.worker = new Worker("kiosk://map/js/canvas/worker.js", { type: "module" });
    this.worker.onmessage = ({ data }) => this.take(data);
    this.drawn = new Map();
    this.old = new Map();
    this.asked = new Set();
    this.restyle(style);
  }

  restyle(style) {
    this.generation += 1;
    for (const each of this.old.values()) each.image?.close();
    this.old = this.drawn;
    this.drawn = new Map();
    this.asked.clear();
    this.worker.postMessage({ style, generation: this.generation, ratio: this.ratio });
  }

  take({ id, image, labels, made, failed }) {
    if (made !== this.generation) {
      image?.close();
      return;
    }
    this.asked.delete(id);
    if (failed) return;
    this.drawn.set(id, { image, labels });
    this.old.get(id)?.image?.close();
    this.old.delete(id);
    this.changed();
  }

  get busy() {
    return this.asked.size > 0;
  }

  // A little over the zoom, so that tiles shrink more often than they stretch.
  level(zoom) {
    return Math.max(0, Math.ceil(zoom - 0.35));
  }

  needed(camera) {
    const level = this.level(camera.zoom), count = 2 ** level;
    const corners = [[0, 0], [camera.width, 0], [0, camera.height], [camera.width, camera.height]]
      .map((corner) => camera.unproject(corner));
    const range = (axis) => {
      const all = corners.map((c) => c[axis] * count);
      return [Math.max(0, Math.floor(Math.min(...all))), Math.min(count - 1, Math.floor(Math.max(...all)))];
    };
    const [x0, x1] = range(0), [y0, y1] = range(1), found = [];
    for (let x = x0; x <= x1; x++) for (let y = y0; y <= y1; y++) found.push([level, x, y]);
    const near = ([, x, y]) => Math.hypot((x + 0.5) / count - camera.x, (y + 0.5) / count - camera.y);
    return found.sort((a, b) => near(a) - near(b));
  }

  draw(context, camera) {
    const needed = this.needed(camera);
    for (const tile of needed) {
      const id = tile.join("/");
      if (this.drawn.has(id) || this.asked.has(id)) continue;
      this.asked.add(id);
      this.worker.postMessage({ id, zoom: tile[0], x: tile[1], y: tile[2], made: this.generation });
    }
    const [mx, my] = camera.middle;
    context.save();
    context.translate(mx, my);
    context.rotate(camera.bearing);
    context.imageSmoothingEnabled = true;
    for (const tile of needed) this.paint(context, camera, tile);
    context.restore();
    this.trim(needed);
    return needed;
  }

  paint(context, camera, [level, x, y]) {
    const side = camera.world / 2 ** level;
    const left = x * side - camera.x * camera.world, top = y * side - camera.y * camera.world;
    const ready = this.drawn.get(`${level}/${x}/${y}`) ?? this.old.get(`${level}/${x}/${y}`);
    // Half a pixel of overlap hides seams while the picture is scaled.
    const seam = 0.5;
    if (ready) {
      context.drawImage(ready.image, left - seam, top - seam, side + 2 * seam, side + 2 * seam);
      return;
    }
    for (let up = 1; up <= STAND_IN && level >= up; up++) {
      const parent = this.drawn.get(`${level - up}/${x >> up}/${y >> up}`);
      if (!parent) continue;
      const part = (SIDE * this.ratio) / 2 ** up, mask = 2 ** up - 1;
      context.drawImage(parent.image, (x & mask) * part, (y & mask) * part, part, part, left, top, side, side);
      return;
    }
  }

  labels(needed) {
    return needed.flatMap((tile) => this.drawn.get(tile.join("/"))?.labels ?? []);
  }

  trim(needed) {
    const most = needed.length + SPARE;
    if (this.drawn.size <= most) return;
    const wanted = new Set();
    for (const [level, x, y] of needed) {
      // Where a tile is still to come, a wider one stands in for it.
      for (let up = 0; up <= STAND_IN && level >= up; up++) {
        const id = `${level - up}/${x >> up}/${y >> up}`;
        wanted.add(id);
        if (this.drawn.has(id)) break;
      }
    }
    for (const [id, tile] of this.drawn) {
      if (this.drawn.size <= most) break;
      if (wanted.has(id)) continue;
      tile.image.close();
      this.drawn.delete(id);
    }
  }
}
