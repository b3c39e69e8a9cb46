// The map drawn on a 2D canvas, for machines without a GPU: same tiles, same style, same answers.

import { activityLayers } from "./activities.js";
import { Camera, toDegrees, toUnit } from "./canvas/camera.js";
import { listen } from "./canvas/gestures.js";
import { Labels } from "./canvas/labels.js";
import { Markers } from "./canvas/markers.js";
import { Tiles } from "./canvas/tiles.js";
import { hereElement, turnHere } from "./here.js";
import { buildStyle } from "./style.js";

const REACH = 20, RATIO = 1.1, SETTLE = 90;

const script = (src) => new Promise((done, failed) => {
  document.head.append(Object.assign(document.createElement("script"), {
    src, onload: done, onerror: () => failed(new Error("the cluster library did not load")) }));
});

export async function create(container, state, on) {
  await script("kiosk://map/lib/supercluster.js");
  const canvas = container.appendChild(document.createElement("canvas"));
  const context = canvas.getContext("2d", { alpha: false });
  const camera = new Camera(state.centre, state.zoom, {
    minZoom: state.pack.minZoom, maxZoom: 18, limits: state.limits });
  const style = () => {
    const base = buildStyle(state);
    const names = activityLayers(state.palette, state.scale, []).filter((each) => each.id === "point-name");
    return { ...base, layers: [...base.layers, ...names] };
  };
  const ratio = window.devicePixelRatio;
  let walk = null, turned = 0, current = style(), dirty = true, settle = 0, flight = null, settled = null;
  const labels = new Labels(current, ratio);
  const markers = new Markers(state, ratio);
  const tiles = new Tiles(current, ratio * RATIO, () => {
    redraw();
    later();
  });
  const here = state.here ? container.appendChild(hereElement(state)) : null;
  const hereAt = state.here ? toUnit(state.here) : null;
  if (here) Object.assign(here.style, { position: "absolute", left: "0", top: "0" });

  const redraw = () => {
    dirty = true;
  };
  const place = () => {
    const needed = tiles.needed(camera);
    labels.place([...markers.names(camera), ...tiles.labels(needed)], camera, markers.taken(camera), camera.zoom);
    redraw();
  };
  const later = () => {
    clearTimeout(settle);
    settle = setTimeout(() => {
      place();
      if (!tiles.busy) settled?.();
    }, SETTLE);
  };
  const rested = (byHand) => {
    later();
    on.view(...camera.bounds(), camera.zoom, (-camera.bearing * 180) / Math.PI, byHand);
  };
  const moved = () => {
    redraw();
    later();
  };

  const fly = (target, byHand = false) => {
    if (state.still) {
      flight = null;
      Object.assign(camera, target);
      camera.keepInside();
      moved();
      rested(byHand);
      return;
    }
    const from = { x: camera.x, y: camera.y, zoom: camera.zoom, bearing: camera.bearing };
    flight = { from, target: { ...from, ...target }, start: performance.now(), lasts: 420, byHand };
  };
  const glide = (speed) => {
    flight = speed && !state.still ? { speed, start: performance.now(), last: performance.now() } : null;
    if (speed && state.still) rested(true);
  };

  function advance(now) {
    if (!flight) return;
    const byHand = flight.byHand ?? true;
    if (flight.speed) {
      const fade = Math.exp(-(now - flight.start) / 260), step = now - flight.last;
      flight.last = now;
      const [mx, my] = camera.middle;
      const [dx, dy] = flight.speed.map((each) => each * fade * step);
      [camera.x, camera.y] = camera.unproject([mx - dx, my - dy]);
      if (fade < 0.03) flight = null;
    } else {
      const share = Math.min(1, (now - flight.start) / flight.lasts), ease = 1 - (1 - share) ** 3;
      for (const key of ["x", "y", "zoom", "bearing"]) {
        camera[key] = flight.from[key] + (flight.target[key] - flight.from[key]) * ease;
      }
      if (share === 1) flight = null;
    }
    camera.keepInside();
    redraw();
    if (!flight) rested(byHand);
  }

  function frame(now) {
    advance(now);
    if (dirty) {
      dirty = false;
      paint();
    }
    requestAnimationFrame(frame);
  }

  function paint() {
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = state.palette.outside;
    context.fillRect(0, 0, camera.width, camera.height);
    tiles.draw(context, camera);
    labels.draw(context, camera);
    markers.update(camera);
    if (state.route) route();
    markers.draw(context, camera);
    carry(here, hereAt);
    if (turned !== camera.bearing) {
      turned = camera.bearing;
      turnHere((turned * 180) / Math.PI);
    }
    if (walk && state.route) {
      const [a, b] = state.route.map(toUnit);
      carry(walk, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
    }
  }

  function carry(element, at) {
    if (!element) return;
    const [x, y] = camera.project(at);
    element.style.transform = `translate(${x}px, ${y}px)`;
  }

  function route() {
    const [a, b] = state.route.map((point) => camera.project(toUnit(point)));
    Object.assign(context, { lineWidth: 5 * state.scale, lineCap: "round", strokeStyle: state.palette.accent });
    context.setLineDash([0.1, 10 * state.scale]);
    context.beginPath();
    context.moveTo(...a);
    context.lineTo(...b);
    context.stroke();
    context.setLineDash([]);
  }

  function tap(where, twice) {
    const [first, ...others] = markers.hit(camera, where, REACH * state.scale);
    if (!first) {
      if (twice) fly(zoomed(where, 1), true);
      else on.empty();
      return;
    }
    if (!first.cluster) {
      const same = others.filter((each) => !each.cluster
        && Math.abs(each.lonlat[0] - first.lonlat[0]) + Math.abs(each.lonlat[1] - first.lonlat[1]) < 2e-5);
      const ids = [first.id, ...same.map((each) => each.id)];
      if (ids.length > 1) on.places(ids);
      else on.place(first.id);
      return;
    }
    const zoom = markers.index.getClusterExpansionZoom(first.cluster_id);
    if (zoom > 16) {
      on.places(markers.leaves(first, 50));
      return;
    }
    on.cluster(first.sum);
    fly({ x: first.at[0], y: first.at[1], zoom: Math.max(zoom + 0.4, camera.zoom + 1) }, true);
  }

  const zoomed = (where, by) => {
    const goal = Object.assign(Object.create(Camera.prototype), camera);
    goal.pin(camera.unproject(where), where, camera.zoom + by);
    return { x: goal.x, y: goal.y, zoom: goal.zoom };
  };

  const resize = () => {
    camera.width = container.clientWidth;
    camera.height = container.clientHeight;
    canvas.width = Math.round(camera.width * ratio);
    canvas.height = Math.round(camera.height * ratio);
    Object.assign(canvas.style, { width: `${camera.width}px`, height: `${camera.height}px`, display: "block" });
    camera.keepInside();
    moved();
  };
  new ResizeObserver(resize).observe(container);
  resize();
  listen(container, camera, { moved, rested: () => rested(true), tap, glide });
  const ready = new Promise((done) => {
    settled = done;
  }).then(() => rested(false));
  requestAnimationFrame(frame);

  return {
    ready, name: "canvas", camera_: camera,
    setData(points) {
      markers.setData(points);
      moved();
    },
    restyle() {
      current = style();
      labels.restyle(current);
      markers.restyle();
      tiles.restyle(current);
      moved();
    },
    mark(point, route, label) {
      walk?.remove();
      walk = label ? container.appendChild(label) : null;
      if (walk) Object.assign(walk.style, { position: "absolute", left: "0", top: "0" });
      moved();
    },
    camera(lon, lat, zoom) {
      const [x, y] = toUnit([lon, lat]);
      fly({ x, y, zoom: Math.min(18, zoom), bearing: 0 });
    },
    zoomBy: (by) => fly(zoomed(camera.middle, by), true),
    pad({ top, right, bottom, left }) {
      camera.padding = [top, right, bottom, left];
      moved();
    },
    fit([low, high], maxZoom) {
      const [x0, y1] = toUnit(low), [x1, y0] = toUnit(high), room = 140 * state.scale;
      const [top, right, bottom, left] = camera.padding;
      const wide = Math.max(50, camera.width - left - right - room), tall = Math.max(50, camera.height - top - bottom - room);
      const share = Math.max((x1 - x0) / wide, (y1 - y0) / tall, 1e-9);
      fly({ x: (x0 + x1) / 2, y: (y0 + y1) / 2, zoom: Math.min(maxZoom, -Math.log2(share * 512)), bearing: 0 });
    },
    zoom: () => camera.zoom,
    centre: () => toDegrees([camera.x, camera.y]),
  };
}
