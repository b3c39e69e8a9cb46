"""A hostile site in the map's view, with the gate taken away: what is left must hold by itself.

Usage as page_driver.py: hostile_driver.py SCENARIO RENDERER CITY.
"""

import json
import os
import ssl
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

import page_driver as driver
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.ui.map import bridge

SITE = b"""<!doctype html><title>hostile</title><body style="margin:0">
<div id=all style="position:fixed;inset:0;background:#fdd;font:40px serif" title="a tooltip">
Select this text, it is long enough for a finger to find a word anywhere on it.</div>
<script>
window.said = {};
let wanted = null;
document.addEventListener("click", () => { const now = wanted; wanted = null; if (now) now(); });
window.onTouch = (name, act) => { said[name] = "waiting"; wanted = () => {
  try { Promise.resolve(act()).then(() => { said[name] = "let in"; },
    (error) => { said[name] = "refused: " + error.name; });
  } catch (error) { said[name] = "refused: " + error.name; } }; };
</script>"""
TOUCHED = {
    "permission": "() => new Promise((ok, no) => navigator.geolocation.getCurrentPosition(ok, no))",
    "camera": "() => navigator.mediaDevices.getUserMedia({video: true})",
    "notification": "() => Notification.requestPermission().then(r => {"
    " if (r !== 'granted') throw new DOMException('no', 'NotAllowedError'); })",
    "clipboard": "() => navigator.clipboard.readText()",
    "download": "() => { const a = document.createElement('a');"
    " a.href = URL.createObjectURL(new Blob(['x'])); a.download = 'evil.sh'; a.click(); }",
    "file": "() => { const i = document.createElement('input'); i.type = 'file'; i.click(); }",
    "colour": "() => { const i = document.createElement('input'); i.type = 'color'; i.click(); }",
    "filesystem": "() => window.showSaveFilePicker()",
    "fullscreen": "() => document.documentElement.requestFullscreen()",
    "print": "() => window.print()",
    "protocol": "() => navigator.registerProtocolHandler('web+evil', location.origin + '/?x=%s')",
    "screen": "() => navigator.mediaDevices.getDisplayMedia({video: true})",
    "window": "() => { if (!window.open('/popup')) throw new DOMException('no', 'Blocked'); }",
    "alert": "() => alert('x')",
    "prompt": "() => { if (prompt('x') === null) throw new DOMException('no', 'Cancelled'); }",
    "size": "() => { window.resizeTo(100, 100); window.moveTo(5, 5); }",
    "key": "() => navigator.credentials.get({publicKey: {challenge: new Uint8Array(32),"
    " timeout: 2000}})",
    "close": "() => window.close()",
}


class Server(BaseHTTPRequestHandler):
    """The hostile site; /login asks for a password."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        if self.path == "/login":
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="give me your password"')
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(SITE)

    def log_message(self, *_: object) -> None:
        """Quiet."""


def serve(context: ssl.SSLContext | None = None) -> Any:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.asked = []
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, daemon=True).start()
    return server


def self_signed() -> ssl.SSLContext:
    """TLS that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "both.pem"
        file.write_bytes(
            certificate.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context.load_cert_chain(file)
    return context


def let_out(stage: driver.Stage, address: str) -> bool:
    """Go to a site as if neither gate nor navigation rule were there."""
    stage.script(f"location.href = '{address}'; 1")
    return stage.wait(lambda: stage.script("document.title") == "hostile", 5)


def heard(stage: driver.Stage, name: str) -> bool:
    """Whether the page has an answer."""
    return bool(stage.script(f"said['{name}']") != "waiting")


def long_press(stage: driver.Stage) -> None:
    point = QPoint(200, 30)
    QTest.touchEvent(stage.window, stage.touch).press(0, point, stage.window).commit()
    stage.rest(1.6)
    QTest.touchEvent(stage.window, stage.touch).release(0, point, stage.window).commit()
    stage.rest(0.8)


def site(stage: driver.Stage) -> dict[str, Any]:
    """Every wish of the hostile site, each by a real touch where the engine wants one."""
    ready = stage.ready()
    stage.bridge.watch.rest()
    stage.bridge._profile.setUrlRequestInterceptor(None)  # type: ignore[arg-type]
    vars(bridge)["may_navigate"] = lambda _url: True
    server, secure = serve(), serve(self_signed())
    address = f"http://127.0.0.1:{server.server_port}"
    arrived = let_out(stage, f"{address}/")
    downloads = sorted(Path.home().glob("evil*")) + sorted(Path.cwd().glob("evil*"))
    long_press(stage)
    stage.script("getSelection().removeAllRanges(); 1")
    QTest.mouseClick(stage.window, Qt.MouseButton.RightButton, pos=QPoint(300, 500))
    stage.rest(0.4)
    for step in range(4):
        QTest.mouseMove(stage.window, QPoint(300 + step, 600))
        stage.rest(0.1)
    stage.wait(lambda: "a tooltip" in stage.bridge.denials, 4)
    said = {}
    size = stage.window.size()
    for name, act in TOUCHED.items():
        stage.script(f"onTouch('{name}', {act}); 1")
        stage.tap(350, 700)
        stage.wait(partial(heard, stage, name), 4)
        said[name] = stage.script(f"said['{name}']")
    stage.script(f"location.href = '{address}/login'; 1")
    stage.wait(lambda: "a login" in stage.bridge.denials, 4)
    stage.script(f"location.href = 'https://127.0.0.1:{secure.server_port}/'; 1")
    stage.wait(lambda: "a certificate" in stage.bridge.denials, 4)
    new = sorted(Path.home().glob("evil*")) + sorted(Path.cwd().glob("evil*"))
    return {
        "ready": ready, "arrived": arrived, "said": said,
        "denials": dict(stage.bridge.denials),
        "windows": len(stage.app.topLevelWindows()),
        "resized": stage.window.size() != size, "downloaded": len(new) - len(downloads),
        "popup": "/popup" in server.asked, "past_certificate": bool(secure.asked),
        "visible": stage.window.isVisible(), "full": stage.window.visibility().name,
    }  # fmt: skip


def gated(stage: driver.Stage) -> dict[str, Any]:
    """The same site with the gate in its place: nobody ever hears of us."""
    ready = stage.ready()
    server = serve()
    address = f"http://127.0.0.1:{server.server_port}"
    tries: list[str] = [
        f"fetch('{address}/fetch')",
        f"new Image().src = '{address}/image'",
        f"navigator.sendBeacon('{address}/beacon', 'x')",
        f"new WebSocket('{address.replace('http', 'ws')}/socket')",
        f"new EventSource('{address}/events')",
        f"new Worker('{address}/worker.js')",
        f"import('{address}/module.js')",
        f"location.href = '{address}/navigate'",
        "document.body.insertAdjacentHTML('beforeend',"
        f" '<iframe src=\"{address}/frame\"></iframe>')",
        f"document.head.insertAdjacentHTML('beforeend',"
        f' \'<link rel="preconnect" href="{address}"><link rel="prefetch"'
        f' href="{address}/prefetch"><link rel="stylesheet" href="{address}/style">\')',
        f"Object.assign(document.createElement('a'), {{href: '{address}/a', ping: '{address}/ping'"
        "}).click()",
        "(c => { c.createDataChannel('x'); c.createOffer().then(o => c.setLocalDescription(o)); })"
        "(new RTCPeerConnection({iceServers:"
        f" [{{urls: 'stun:127.0.0.1:{server.server_port}'}}]}}))",
    ]
    for each in tries:
        stage.script(f"try {{ {each}; }} catch (error) {{}} 1")
        stage.rest(0.15)
    stage.rest(1.0)
    return {
        "ready": ready, "asked": server.asked, "tries": len(tries),
        "blocked": stage.bridge.gate.blocked, "here": stage.script("location.href"),
    }  # fmt: skip


if __name__ == "__main__":
    scenarios: dict[str, Callable[[driver.Stage], dict[str, Any]]] = {"site": site, "gated": gated}
    result = scenarios[sys.argv[1]](driver.Stage(sys.argv[2], Path(sys.argv[3])))
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    os._exit(0)
