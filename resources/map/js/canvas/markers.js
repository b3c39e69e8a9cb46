// Clusters, single places and the selected one, from pictures drawn once.

import { imageName } from "../activities.js";
import { drawCluster, twelfths } from "../rings.js";
import { drawMarker, shapeOf } from "../shapes.js";
import { short } from "../texts.js";
import { toUnit } from "./camera.js";
import { textImage } from "./labels.js";

const RADIUS = 84, FIRST_CLUSTER_ZOOM = 5, LAST_CLUSTER_ZOOM = 16;
const STEPS = [[250, 41], [50, 34], [10, 28], [0, 23]];
const SIZE = 34, CHOSEN = 54, NAMES_FROM = 13.6, KEPT = 160;

function picture(side, ratio, draw) {
  const context = new OffscreenCanvas(Math.ceil(side * ratio), Math.ceil(side * ratio)).getContext("2d");
  context.scale(ratio, ratio);
  draw(context, side / 2);
  return { canvas: context.canvas.transferToImageBitmap(), side };
}

// One point as the cluster library wants to see it, without an object of its own for each part.
class Spot {
  constructor(points, i) {
    this.points = points;
    this.properties = i;
  }

  get geometry() {
    return { coordinates: this.points.lonlat(this.properties) };
  }
}

export class Markers {
  constructor(state, ratio) {
    Object.assign(this, { state, ratio, shown: [], cell: "" });
    this.restyle();
    this.setData(state.points);
  }

  restyle() {
    this.pictures = new Map();
    this.cell = "";
  }

  setData(points) {
    this.colours = points.colours;
    const kinds = points.styles.map(([colour]) => this.colours.indexOf(colour));
    this.index = new window.Supercluster({
      radius: RADIUS, extent: 512, minZoom: FIRST_CLUSTER_ZOOM, maxZoom: LAST_CLUSTER_ZOOM, minPoints: 2,
      map: (i) => {
        const inside = this.colours.map(() => 0);
        inside[kinds[points.kinds[i]]] = points.counts[i];
        return { sum: points.counts[i], inside };
      },
      reduce: (all, one) => {
        all.sum += one.sum;
        all.inside = all.inside.map((each, n) => each + one.inside[n]);
      },
    });
    this.index.load(Array.from(points.counts, (_, i) => new Spot(points, i)));
    // Half the size: no number in it needs more, up to half a million points.
    for (const tree of this.index.trees) if (tree) tree.data = Float32Array.from(tree.data);
    this.cell = "";
  }

  // What is in view, renewed when the view has moved by a part of itself or changed its whole zoom.
  update(camera) {
    const zoom = Math.floor(camera.zoom), grain = 200 / camera.world;
    const cell = `${zoom}|${Math.round(camera.x / grain)}|${Math.round(camera.y / grain)}|${camera.width}`;
    if (cell === this.cell) return;
    this.cell = cell;
    const [west, south, east, north] = camera.bounds(), more = [(east - west) * 0.3, (north - south) * 0.3];
    this.shown = this.index
      .getClusters([west - more[0], south - more[1], east + more[0], north + more[1]], zoom)
      .map((each) => {
        const lonlat = each.geometry.coordinates;
        return { at: toUnit(lonlat), lonlat, ...(each instanceof Spot ? each.points.at(each.properties) : each.properties) };
      })
      .sort((a, b) => (a.sum ?? a.count) - (b.sum ?? b.count));
  }

  draw(context, camera) {
    const { scale } = this.state;
    for (const each of this.shown) {
      const [x, y] = camera.project(each.at);
      if (x < -60 || y < -60 || x > camera.width + 60 || y > camera.height + 60) continue;
      const image = each.cluster ? this.cluster(each, scale) : this.single(each, SIZE * scale, this.state.palette.rim);
      context.drawImage(image.canvas, x - image.side / 2, y - image.side / 2, image.side, image.side);
    }
    const { chosen, palette } = this.state;
    if (!chosen) return;
    const [x, y] = camera.project(toUnit([chosen.lon, chosen.lat]));
    const image = this.single(chosen, CHOSEN * scale, palette.label);
    context.drawImage(image.canvas, x - image.side / 2, y - image.side / 2, image.side, image.side);
    const name = this.name(chosen.name, 20, 10);
    context.drawImage(name.canvas, x - name.width / 2, y + CHOSEN * 0.72 * scale, name.width, name.height);
  }

  cluster({ sum, inside }, scale) {
    const [, radius] = STEPS.find(([least]) => sum >= least);
    const shares = twelfths(inside);
    const parts = this.colours.map((each, i) => [each, shares[i]]).filter(([, share]) => share);
    return this.keep(`cluster|${short(sum)}|${radius}|${parts}`, () => {
      const { palette: p } = this.state, r = radius * scale;
      return picture((r + 12 * scale) * 2, this.ratio, (context, mid) => {
        drawCluster(context, { x: mid, y: mid, radius: r, parts, palette: p, scale });
        this.count(context, short(sum), mid, mid, [19, 21, 24, 26][[23, 28, 34, 41].indexOf(radius)] * scale, p.clusterText);
      });
    });
  }

  single({ shape, colour, count }, size, rim) {
    const label = count > 1 ? short(count) : "";
    return this.keep(`${imageName(shape, colour)}|${size}|${label}`, () => picture(size * 1.7, this.ratio, (context, mid) => {
      drawMarker(context, { shape: shapeOf(shape), colour, rim, radius: size / 2, x: mid, y: mid });
      if (label) this.count(context, label, mid, mid, size * 0.46, "#ffffff");
    }));
  }

  name(text, size, em) {
    return this.keep(`name|${text}|${size}`, () => {
      const { palette: p, scale } = this.state;
      return textImage({ text, size: size * scale, colour: p.label, weight: 600, family: "Onest SemiBold",
        halo: p.halo, haloWidth: 2.4, wide: em * size * scale, ratio: this.ratio });
    });
  }

  count(context, text, x, y, size, colour) {
    Object.assign(context, { font: `700 ${size}px "Onest Bold", sans-serif`, fillStyle: colour, textAlign: "center",
      textBaseline: "middle", globalAlpha: 1 });
    context.fillText(text, x, y + size * 0.05);
  }

  // Each picture is a canvas with memory of its own, so only those last used stay.
  keep(key, make) {
    const found = this.pictures.get(key) ?? make();
    this.pictures.delete(key);
    this.pictures.set(key, found);
    if (this.pictures.size > KEPT) this.pictures.delete(this.pictures.keys().next().value);
    return found;
  }

  // Boxes that labels must leave free.
  taken(camera) {
    const { scale, here, chosen } = this.state;
    const around = ([x, y], reach) => [x - reach, y - reach, x + reach, y + reach];
    const found = this.shown.map((each) => around(camera.project(each.at), (each.cluster ? 34 : 18) * scale));
    if (here) {
      const [x, y] = camera.project(toUnit(here));
      found.push([x - 78 * scale, y - 22 * scale, x + 78 * scale, y + 66 * scale]);
    }
    if (chosen) {
      const [x, y] = camera.project(toUnit([chosen.lon, chosen.lat])), name = this.name(chosen.name, 20, 10);
      found.push([x - name.width / 2, y - 34 * scale, x + name.width / 2, y + 40 * scale + name.height]);
    }
    return found;
  }

  // Names of single places, as candidates for the label pass.
  names(camera) {
    if (camera.zoom < NAMES_FROM) return [];
    const chosen = this.state.chosen?.id;
    return this.shown.filter((each) => !each.cluster && each.id !== chosen).map((each) => ({
      text: each.name, x: each.at[0], y: each.at[1], angle: 0, room: Infinity, layer: "point-name", order: 999,
      key: -each.count, properties: each,
    }));
  }

  // The places inside a cluster.
  leaves({ cluster_id: cluster }, most) {
    return this.index.getLeaves(cluster, most).map((spot) => spot.points.ids.at(spot.properties));
  }

  // What lies under a finger, nearest first.
  hit(camera, [px, py], reach) {
    return this.shown
      .map((each) => {
        const [x, y] = camera.project(each.at);
        return { each, away: Math.hypot(x - px, y - py) - (each.cluster ? 14 * this.state.scale : 0) };
      })
      .filter(({ away }) => away < reach + 14 * this.state.scale)
      .sort((a, b) => a.away - b.away)
      .map(({ each }) => each);
  }
}
