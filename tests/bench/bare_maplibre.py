"""The peer of bench_map.py: a bare MapLibre page in Debian's Chromium, on the same display.

The same library, tiles and points; no kiosk around it, no look of ours, one cluster layer. It is
driven over Chromium's remote debugging pipe and moved by its own API, a frame at a time.
"""

import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from sync.citypack.pack import Pack

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PAGE = """<!doctype html><link rel=stylesheet href=/lib/maplibre-gl.css>
<style>html,body,#m{margin:0;height:100%}</style><div id=m></div>
<script src=/lib/maplibre-gl-csp.js></script><script>
maplibregl.setWorkerUrl("/lib/maplibre-gl-csp-worker.js");
const line = (id, color, width) => ({id, type: "line", source: "city",
  "source-layer": "transportation", paint: {"line-color": color, "line-width": width}});
const map = new maplibregl.Map({container: "m", center: [25.2797, 54.6872], zoom: 13,
  attributionControl: false, canvasContextAttributes: {antialias: false}, fadeDuration: 0, style: {
  version: 8, sources: {city: {type: "vector", tiles: [location.origin + "/tiles/{z}/{x}/{y}.pbf"],
    minzoom: 8, maxzoom: 14},
    points: {type: "geojson", cluster: true, clusterRadius: 84, clusterMaxZoom: 16,
      data: {type: "FeatureCollection", features: []}}},
  layers: [{id: "ground", type: "background", paint: {"background-color": "#eee8dd"}},
    {id: "water", type: "fill", source: "city", "source-layer": "water",
      paint: {"fill-color": "#b9d6e3"}}, line("casing", "#cbc0ae", 4), line("street", "#fff", 2.5),
    {id: "points", type: "circle", source: "points",
      paint: {"circle-radius": 12, "circle-color": "#2b2440"}}]}});
map.once("load", () => map.once("idle", () => { window.first = performance.now(); }));
window.load_ = async (count) => {
  const begin = performance.now(), points = await (await fetch("/points.json")).json();
  map.getSource("points").setData({type: "FeatureCollection", features: points.map((p) => ({
    type: "Feature", geometry: {type: "Point", coordinates: [p.lon, p.lat]}, properties: p}))});
  await new Promise((done) => map.once("idle", done));
  return performance.now() - begin;
};
window.move_ = (kind, seconds) => new Promise((done) => {
  let frames = 0; const begin = performance.now(), at = map.getCenter(), zoom = map.getZoom();
  const next = (now) => {
    const t = (now - begin) / 1000; frames += 1;
    if (t > seconds) return done(frames / t);
    if (kind === "zoom") map.jumpTo({zoom: zoom + Math.sin(2.2 * t)});
    else { const p = map.project(at);
      map.jumpTo({center: map.unproject([p.x + 300 * Math.sin(2.4 * t) / 8,
        p.y + 400 * Math.cos(1.9 * t) / 8])}); }
    requestAnimationFrame(next); };
  requestAnimationFrame(next); });
</script>"""


class Site(http.server.BaseHTTPRequestHandler):
    """Page, library, tiles and points from loopback."""

    protocol_version = "HTTP/1.1"
    pack: Pack
    points: bytes

    def do_GET(self) -> None:
        body, kind = self._body()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _body(self) -> tuple[bytes, str]:
        path = self.path.split("?")[0]
        if path.startswith("/tiles/"):
            zoom, x, y = (int(part) for part in path[7:].removesuffix(".pbf").split("/"))
            return self.pack.tile(zoom, x, y), "application/vnd.mapbox-vector-tile"
        if path.startswith("/lib/"):
            kind = "text/css" if path.endswith(".css") else "text/javascript"
            return (ROOT / "resources/map" / path[1:]).read_bytes(), kind
        if path == "/points.json":
            return self.points, "application/json"
        return PAGE.encode(), "text/html"

    def log_message(self, *_: object) -> None:
        """Quiet."""


class Chromium:
    """One headful Chromium without a frame, spoken to over its debugging pipe."""

    def __init__(self, address: str, profile: str) -> None:
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()

        def pipes() -> None:
            # Chromium reads commands from 3 and answers on 4.
            low_in, low_out = os.dup(theirs_in), os.dup(theirs_out)
            os.dup2(low_in, 3)
            os.dup2(low_out, 4)

        self.process = subprocess.Popen(
            [str(CHROMIUM), "--no-sandbox", f"--user-data-dir={profile}", "--no-first-run",
             "--remote-debugging-pipe", "--ignore-gpu-blocklist", "--use-gl=angle",
             "--use-angle=gl-egl", "--enable-unsafe-swiftshader", "--disable-extensions",
             "--window-size=1080,1920", "--window-position=0,0", f"--app={address}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=False,
            preexec_fn=pipes,
        )  # fmt: skip
        os.close(theirs_in)
        os.close(theirs_out)
        self._number, self._rest, self._session = 0, b"", ""
        end = time.monotonic() + 20
        while not self._session and time.monotonic() < end:
            pages = self._ask("Target.getTargets")["targetInfos"]
            page = next((p for p in pages if p["type"] == "page" and address in p["url"]), None)
            if page:
                told = {"targetId": page["targetId"], "flatten": True}
                self._session = self._ask("Target.attachToTarget", told)["sessionId"]
            time.sleep(0.1)

    def run(self, code: str) -> Any:
        """The value of an expression, awaited."""
        told = {"expression": code, "awaitPromise": True, "returnByValue": True}
        return self._ask("Runtime.evaluate", told).get("result", {}).get("value")

    def close(self) -> None:
        """End this browser and nothing else."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _ask(self, method: str, params: dict[str, Any] | None = None) -> Any:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params or {}}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self._rest:
                piece = os.read(self._in, 1 << 16)
                if not piece:
                    raise RuntimeError("Chromium ended")
                self._rest += piece
            line, _, self._rest = self._rest.partition(b"\0")
            answer = json.loads(line)
            if answer.get("id") == self._number:
                return answer.get("result", {})


def measure(points: bytes, memory: Any, seconds: float) -> dict[str, float]:
    """The same columns as bench_map.py for the bare page."""
    Site.pack = Pack(ROOT / "resources/cities/vilnius/map.pmtiles")
    Site.points = points
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Chromium(f"http://127.0.0.1:{server.server_port}/", profile)
        try:
            found = {"first": 0.0}
            end = time.monotonic() + 30
            while not found["first"] and time.monotonic() < end:
                time.sleep(0.1)
                found["first"] = float(browser.run("window.first") or 0)
            found["points"] = float(browser.run("load_()") or 0)
            for name, zoom in (("wide", 11.5), ("near", 14.5)):
                browser.run(f"map.jumpTo({{center: [25.28, 54.69], zoom: {zoom}}}); 1")
                time.sleep(1.5)
                found[name] = float(browser.run(f"move_('pan', {seconds})") or 0)
            browser.run("map.jumpTo({zoom: 12.5}); 1")
            time.sleep(1.5)
            found["zoom"] = float(browser.run(f"move_('zoom', {seconds})") or 0)
            found |= memory(browser.process.pid)
        finally:
            browser.close()
            server.shutdown()
    return found


if __name__ == "__main__":
    sys.exit("run bench_map.py")
