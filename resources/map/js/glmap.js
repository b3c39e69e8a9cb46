// The map drawn by MapLibre GL, for machines with a GPU.

import { buildStyle } from "./style.js";
import {
  activityLayers, activitySources, CLUSTER_LAYER, drawMissing, POINT_LAYER, toGeoJSON,
} from "./activities.js";
import { hereElement, turnHere } from "./here.js";

const REACH = 20;

export async function create(container, state, on) {
  await library();
  const gl = window.maplibregl;
  gl.setWorkerUrl("kiosk://map/lib/maplibre-gl-csp-worker.js");
  gl.setMaxParallelImageRequests(8);
  let data = toGeoJSON(state.points.all()), colours = state.points.colours.join();
  const style = () => {
    const base = buildStyle(state);
    return {
      ...base,
      sources: { ...base.sources, ...activitySources(data, state.points) },
      layers: [...base.layers, ...activityLayers(state.palette, state.scale, state.points.colours)],
    };
  };
  const map = new gl.Map({
    container, style: style(), center: state.centre, zoom: state.zoom,
    minZoom: state.pack.minZoom, maxZoom: 18, maxBounds: state.limits, maxPitch: 0,
    attributionControl: false, renderWorldCopies: false, pitchWithRotate: false, touchPitch: false,
    boxZoom: false, fadeDuration: state.still ? 0 : 200, localIdeographFontFamily: false,
    pixelRatio: window.devicePixelRatio, refreshExpiredTiles: false,
    canvasContextAttributes: { antialias: false, powerPreference: "high-performance" },
  });
  map.on("styleimagemissing", (event) => drawMissing(map, event.id, state));
  map.on("error", (event) => on.fault(String(event.error?.message ?? event.error)));
  if (state.here) {
    new gl.Marker({ element: hereElement(state), anchor: "center" }).setLngLat(state.here).addTo(map);
  }
  const move = (options, byHand = false) => {
    const told = { byHand };
    if (state.still) map.jumpTo(options, told);
    else map.easeTo({ duration: 480, ...options }, told);
  };
  const say = ({ byHand, originalEvent } = {}) => {
    const box = map.getBounds();
    on.view(box.getWest(), box.getSouth(), box.getEast(), box.getNorth(), map.getZoom(), map.getBearing(),
      Boolean(byHand || originalEvent));
  };
  let walk = null;
  map.on("moveend", say);
  map.on("rotate", () => turnHere(-map.getBearing()));
  map.on("click", (event) => tap(map, event.point, state, on, move));

  const ready = new Promise((done) => map.once("load", () => map.once("idle", done)));
  ready.then(() => say());

  function draw(point, route) {
    const features = point ? toGeoJSON([point]).features : [];
    for (const each of features) each.properties.chosen = each.properties.image.replace("marker", "chosen");
    map.getSource("chosen")?.setData({ type: "FeatureCollection", features });
    map.getSource("route")?.setData({
      type: "FeatureCollection",
      features: route ? [{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: route } }] : [],
    });
  }

  return {
    ready, name: "maplibre", map,
    setData(points) {
      data = toGeoJSON(points.all());
      const now = points.colours.join();
      if (now === colours) {
        map.getSource("activities")?.setData(data);
        return;
      }
      // Other colours need other rings, and those belong to the style.
      colours = now;
      this.restyle();
    },
    restyle() {
      map.setStyle(style(), { diff: false });
      map.once("styledata", () => draw(state.chosen, state.route));
    },
    mark(point, route, label) {
      walk?.remove();
      walk = null;
      if (label) {
        const middle = [0, 1].map((i) => (route[0][i] + route[1][i]) / 2);
        walk = new gl.Marker({ element: label, anchor: "center" }).setLngLat(middle).addTo(map);
      }
      draw(point, route);
    },
    camera: (lon, lat, zoom) => move({ center: [lon, lat], zoom, bearing: 0 }),
    zoomBy: (by) => move({ zoom: map.getZoom() + by, duration: 260 }, true),
    pad: (padding) => move({ padding }),
    fit: (box, maxZoom) => map.fitBounds(box, { padding: 70 * state.scale, maxZoom, bearing: 0, animate: !state.still }),
    zoom: () => map.getZoom(),
  };
}

// Loaded only where it is used: a machine without a GPU never parses it.
function library() {
  const head = document.head;
  head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: "kiosk://map/lib/maplibre-gl.css" }));
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = "kiosk://map/lib/maplibre-gl-csp.js";
    script.onload = done;
    script.onerror = () => failed(new Error("the map library did not load"));
    head.append(script);
  });
}

async function tap(map, { x, y }, state, on, move) {
  const reach = REACH * state.scale;
  const found = map.queryRenderedFeatures([[x - reach, y - reach], [x + reach, y + reach]],
    { layers: [CLUSTER_LAYER, POINT_LAYER] });
  if (!found.length) return on.empty();
  const far = (each) => {
    const at = map.project(each.geometry.coordinates);
    return Math.hypot(at.x - x, at.y - y);
  };
  found.sort((a, b) => far(a) - far(b));
  const [nearest] = found;
  const { cluster_id: cluster, sum, id } = nearest.properties;
  if (cluster === undefined) {
    const here = nearest.geometry.coordinates;
    const same = found.filter((each) => each.properties.cluster_id === undefined
      && Math.abs(each.geometry.coordinates[0] - here[0]) + Math.abs(each.geometry.coordinates[1] - here[1]) < 2e-5);
    const ids = [...new Set(same.map((each) => each.properties.id))];
    return ids.length > 1 ? on.places(ids) : on.place(id);
  }
  const source = map.getSource("activities");
  const zoom = await source.getClusterExpansionZoom(cluster);
  if (zoom > 16) {
    const leaves = await source.getClusterLeaves(cluster, 50, 0);
    return on.places(leaves.map((leaf) => leaf.properties.id));
  }
  on.cluster(sum);
  move({ center: nearest.geometry.coordinates, zoom: Math.max(zoom + 0.4, map.getZoom() + 1) }, true);
}
