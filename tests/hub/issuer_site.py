"""The web site of an issuer of badges, over real TLS on loopback."""

import datetime as dt
import http.server
import ssl
import threading
import time
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from sync.hub.trust_fetch import Fetcher

HOST = "issuer.example"
NOW = dt.datetime.now(dt.UTC)


class Site:
    """An issuer's web site: pages by path, each (status, body, seconds between its pieces)."""

    def __init__(self, folder: Path) -> None:
        self.pages: dict[str, tuple[int, bytes, float]] = {}
        self.asked: list[str] = []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                status, body, slowly = site.pages.get(self.path, (404, b"", 0.0))
                self.send_response(status)
                if status in (301, 302):
                    self.send_header("Location", f"https://{HOST}/list")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                step = 64 if slowly else max(1, len(body))
                try:
                    for at in range(0, len(body), step):
                        self.wfile.write(body[at : at + step])
                        self.wfile.flush()
                        time.sleep(slowly)
                except OSError:
                    pass

            def log_message(self, format: str, *args: object) -> None: ...

        certificate = _certificate(folder)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate)
        self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        self.trust = ssl.create_default_context(cafile=str(certificate))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def fetcher(self, *, seconds: float = 5.0, limit: int = 384 * 1024) -> Fetcher:
        return Fetcher(
            allow=lambda address: address.is_loopback, resolver=lambda host, port: ["127.0.0.1"],
            port=self.port, trust=self.trust, seconds=seconds, limit=limit,
        )  # fmt: skip


def _certificate(folder: Path) -> Path:
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - dt.timedelta(days=1))
        .not_valid_after(NOW + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "site.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path
