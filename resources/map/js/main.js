// Starts the map, chooses its renderer and answers the program.

import { connect } from "./channel.js";
import { metres, walkMinutes } from "./geo.js";
import { pulse, renewHere, walkElement } from "./here.js";
import { PALETTES, themeOf } from "./palettes.js";
import { chooseRenderer } from "./renderer.js";

const NEAR = 60, WALKABLE = 2500;

const least = (all) => all.reduce((a, b) => Math.min(a, b));
const most = (all) => all.reduce((a, b) => Math.max(a, b));

// The box around [lon, lat] pairs.
function around(spots) {
  const lons = spots.map((each) => each[0]), lats = spots.map((each) => each[1]);
  return [[least(lons), least(lats)], [most(lons), most(lats)]];
}

const json = async (name) => (await fetch(`kiosk://map/data/${name}`)).json();

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
  const [port, config, points] = await Promise.all([connect(), json("config.json"), json("points.json")]);
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
    const point = state.points.find((each) => each.id === id) ?? null;
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
    state.points = await json("points.json");
    map.setData(state.points);
    // A place may be chosen before the points that have it are here, and again among newer ones.
    const there = state.points.some((each) => each.id === state.wanted);
    if (there !== Boolean(state.chosen)) select(there ? state.wanted : "");
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
      if (state.points.length) map.fit(around(state.points.map((each) => [each.lon, each.lat])), 15.5);
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
