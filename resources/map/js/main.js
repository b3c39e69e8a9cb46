// Starts the map, chooses its renderer and answers the program.

import { connect } from "./channel.js";
import { metres, walkMinutes } from "./geo.js";
import { Points } from "./points.js";
import { pulse, renewHere, walkElement } from "./here.js";
import { PALETTES, themeOf } from "./palettes.js";
import { chooseRenderer } from "./renderer.js";

const NEAR = 60, WALKABLE = 2500;

// The box around two [lon, lat].
const around = ([a, b]) => [Math.min, Math.max].map((pick) => [pick(a[0], b[0]), pick(a[1], b[1])]);

const ask = (name) => fetch(`kiosk://map/data/${name}`);
const askPoints = async () => new Points(await (await ask("points.bin")).arrayBuffer());

function lookOf(state, name) {
  state.theme = themeOf(name);
  const palette = PALETTES[state.theme];
  // The city's own colour is chosen for a light ground.
  state.palette = { ...palette, accent: (state.theme === "light" && state.accent) || palette.accent };
  state.contrast = state.theme === "contrast";
  const root = document.documentElement;
  root.className = state.theme;
  root.lang = state.language;
  root.style.setProperty("--ink", state.palette.ink);
  root.style.setProperty("--paper", state.palette.paper);
  root.style.setProperty("--ground", state.palette.outside);
  root.style.setProperty("--accent", state.palette.accent);
  root.style.setProperty("--scale", state.scale);
}

async function start() {
  const [port, config, points] = await Promise.all([
    connect(), ask("config.json").then((answer) => answer.json()), askPoints()]);
  const state = { ...config, points, chosen: null, route: null };
  let loading = Promise.resolve();
  state.still = config.still || matchMedia("(prefers-reduced-motion: reduce)").matches;
  lookOf(state, config.theme);
  document.getElementById("attribution").textContent = config.attribution.join(" · ");
  await Promise.all(["500 24px 'Onest Medium'", "600 24px 'Onest SemiBold'", "700 24px 'Onest Bold'"]
    .map((font) => document.fonts.load(font, "ąčęėįšųūžŽ Жї")));

  const on = {
    place: (id) => port?.placeTapped(id),
    places: (ids) => port?.placesTapped(ids),
    cluster: (count) => port?.clusterTapped(count),
    empty: () => port?.emptyTapped(),
    view: (...box) => port?.viewChanged(...box),
    fault: (text) => port?.faulted(text),
  };
  const choice = chooseRenderer(config.renderer);
  const module = await import(choice.canvas ? "./canvasmap.js" : "./glmap.js");
  const map = await module.create(document.getElementById("map"), state, on);

  const mark = () => map.mark(state.chosen, state.route,
    state.route && walkElement(state, metres(...state.route), walkMinutes(...state.route)));
  const select = (id) => {
    state.wanted = id;
    const point = state.points.find(id);
    state.chosen = point;
    state.route = point && state.here ? [state.here, [point.lon, point.lat]] : null;
    const far = state.route ? metres(...state.route) : 0;
    // On one's own doorstep there is no way to tell.
    if (far < NEAR) state.route = null;
    mark();
    if (!point) return;
    if (state.route && far < WALKABLE) map.fit(around(state.route), 15.5);
    else map.camera(point.lon, point.lat, Math.max(map.zoom(), 14.5));
    if (state.route) port?.walked(id, Math.round(metres(...state.route)), walkMinutes(...state.route));
  };
  const renew = async () => {
    state.points = await askPoints();
    map.setData(state.points);
    // A place may be chosen before the points that have it are here, and again among newer ones.
    const there = state.points.find(state.wanted);
    if (Boolean(there) !== Boolean(state.chosen)) select(there ? state.wanted : "");
  };
  const api = {
    select,
    camera: (lon, lat, zoom) => map.camera(lon, lat, zoom),
    home() {
      map.camera(...(state.here ?? state.centre), state.zoom);
      pulse(state.still);
    },
    zoomBy: (by) => map.zoomBy(by),
    pad(top, right, bottom, left) {
      // Whose data these are stays to be read.
      document.documentElement.style.setProperty("--pad", `${bottom}px`);
      map.pad({ top, right, bottom, left });
    },
    theme(name) {
      lookOf(state, name);
      map.restyle();
    },
    language(code) {
      state.language = code;
      lookOf(state, state.theme);
      renewHere(state);
      map.restyle();
      mark();
    },
    scale(scale) {
      state.scale = scale;
      lookOf(state, state.theme);
      map.restyle();
    },
    still(on_) {
      state.still = on_;
    },
    async fit() {
      // What is to be fitted may still be on its way.
      await loading;
      if (state.points.length) map.fit(state.points.box, 15.5);
    },
    reload() {
      loading = renew();
      return loading;
    },
  };
  window.kiosk = { ...api, map, state };
  if (port) {
    port.selectAsked.connect(api.select);
    port.cameraAsked.connect(api.camera);
    port.homeAsked.connect(api.home);
    port.zoomAsked.connect(api.zoomBy);
    port.padAsked.connect(api.pad);
    port.themeAsked.connect(api.theme);
    port.languageAsked.connect(api.language);
    port.stillAsked.connect(api.still);
    port.scaleAsked.connect(api.scale);
    port.fitAsked.connect(api.fit);
    port.reloadAsked.connect(api.reload);
    port.pingAsked.connect((number) => port.ponged(number));
  }
  await map.ready;
  document.body.dataset.ready = map.name;
  port?.started(map.name, choice.gpu, Math.round(performance.now()));
  pulse(state.still);
}

start().catch((error) => {
  document.body.dataset.failed = String(error);
  console.error(String(error?.stack ?? error));
  connect().then((port) => port?.broken(String(error)));
});
