"""Pairing: what is scanned or typed is understood, and what went wrong is told apart."""

import datetime as dt
import http.server
import json
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pytestqt.qtbot import QtBot

from kiosk.enrol_process import EnrolProcess
from kiosk.services.pairing import Outcome, address_of, missing, read_outcome
from kiosk.services.turning import Output, Turner
from sync.client.enrol import enrol, trouble_of
from sync.hub.code_cli import fingerprint
from sync.hub.code_cli import main as hub_code
from sync.protocol.errors import SyncError
from sync.protocol.invitation import Invitation, invitation_text, read_invitation
from sync.store.folder import DataFolder
from sync.store.identity import load_identity

PIN = "ab" * 32


@pytest.mark.parametrize(
    "invitation",
    [
        Invitation("https://hub.example.org", "ABCD2345"),
        Invitation("https://hub.example.org:8470/kiosks", "ABCD2345", PIN),
        Invitation("http://127.0.0.1:8470", "ABCD2345"),
    ],
)
def test_what_a_hub_prints_a_kiosk_reads(invitation: Invitation) -> None:
    assert read_invitation(invitation_text(invitation).encode()) == invitation


@pytest.mark.parametrize(
    "payload",
    [
        b"", b"\xff\xfe", b"https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1",
        b"https://hub.example.org/pair#code=SHORT", b"ftp://hub.example.org/pair#code=ABCD2345",
        b"https://hub.example.org/pair#code=ABCD2345&cert=xyz", b"https://[bad/pair#code=ABCD2345",
        b"javascript:alert(1)//pair#code=ABCD2345",
    ],
)  # fmt: skip
def test_any_other_code_is_no_invitation(payload: bytes) -> None:
    assert read_invitation(payload) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hub.example.org", "https://hub.example.org"),
        (" HTTPS://hub.example.org/ ", "HTTPS://hub.example.org"),
        ("127.0.0.1:8470", "http://127.0.0.1:8470"),
        ("localhost.example.org", "https://localhost.example.org"),
        ("ftp://hub", ""), ("", ""), ("https://", ""), ("hub:port", ""),
    ],
)  # fmt: skip
def test_an_address_is_understood_as_people_type_it(typed: str, meant: str) -> None:
    assert address_of(typed) == meant


def test_it_is_said_what_has_still_to_be_typed() -> None:
    assert missing("", "ABCD2345") == "no_address"
    assert missing("hub.example.org", "ABC") == "no_code"
    assert missing("hub.example.org", "abcd-2345") == ""


class Answering(http.server.BaseHTTPRequestHandler):
    """A hub that lets everybody in."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = json.dumps({"device": "kiosk-1", "token": "t", "place": "place-a"}).encode()
        self.send_response(201)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def certificate(folder: Path, *, days: int = 30) -> Path:
    """A certificate of its own for localhost, with its key behind it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    until = dt.datetime.now(dt.UTC) + dt.timedelta(days=days)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - dt.timedelta(days=60)).not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = folder / "hub.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )  # fmt: skip
    return path


@contextmanager
def tls_hub(pem: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"https://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def trouble(url: str, data: Path, pin: str = "") -> str:
    try:
        enrol(url, "ABCD2345", DataFolder(data), fingerprint=pin)
    except (SyncError, OSError) as error:
        return trouble_of(error)
    return ""


def test_a_certificate_of_nobody_is_refused_unless_the_scanned_code_brought_it(
    tmp_path: Path,
) -> None:
    pem = certificate(tmp_path)
    with tls_hub(pem) as url:
        assert trouble(url, tmp_path / "a") == "certificate"
        assert trouble(url, tmp_path / "a", PIN) == "certificate"
        assert load_identity(DataFolder(tmp_path / "a").identity) is None
        assert trouble(url, tmp_path / "a", fingerprint(pem)) == ""
    identity = load_identity(DataFolder(tmp_path / "a").identity)
    assert identity is not None
    assert identity.fingerprint == fingerprint(pem)


def test_a_certificate_out_of_date_asks_for_the_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path, days=-1)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(pem))
    with tls_hub(pem) as url:
        assert trouble(url, tmp_path) == "clock"


def test_who_is_not_there_and_who_is_no_hub_are_told_apart(tmp_path: Path) -> None:
    assert trouble("http://127.0.0.1:9", tmp_path) == "no_network"
    handler = http.server.SimpleHTTPRequestHandler
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        assert trouble(f"http://127.0.0.1:{server.server_address[1]}", tmp_path) in (
            "not_a_hub", "no_network",
        )  # fmt: skip
        server.shutdown()


def test_the_screen_hears_the_childs_answer_and_no_list_of_processes_shows_the_code(
    tmp_path: Path, qtbot: QtBot
) -> None:
    process = EnrolProcess(tmp_path)
    answers: list[Outcome] = []
    process.ask(Invitation("http://127.0.0.1:9", "ABCD2345"), answers.append)
    child = process._process
    assert child is not None
    assert not any("ABCD2345" in word for word in child.arguments())
    qtbot.waitUntil(lambda: bool(answers), timeout=30_000)
    assert answers[0].trouble == "no_network"
    assert read_outcome(b"Traceback").trouble == "hub_fault"


def test_the_hub_prints_a_code_for_a_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    city = Path(__file__).parents[2] / "resources" / "cities" / "helsinki"
    root = Path(__file__).parents[2]
    subprocess.run(
        [sys.executable, "main.py", "import", str(city), "--database", database],
        check=True, cwd=root, capture_output=True,
    )  # fmt: skip
    svg = tmp_path / "code.svg"
    asked = ["--database", database, "--public-url", "https://hub.example.org"]
    assert hub_code([*asked, "--svg", str(svg), "--certificate", str(certificate(tmp_path))]) == 0
    told = capsys.readouterr().out
    assert "█" in told
    assert "https://hub.example.org" in told
    assert svg.read_text("utf-8").startswith("<?xml")
    assert hub_code([*asked, "--place", "nowhere"]) == 1
    assert "there is no place nowhere" in capsys.readouterr().err


WLR = """HDMI-A-1 "Some screen"
  Enabled: yes
  Modes:
    1920x1080 px, 60.000000 Hz (preferred, current)
  Position: 0,0
  Transform: {now}
  Scale: 1.000000
"""


def test_the_picture_is_turned_and_the_choice_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    tool = bin_ / "wlr-randr"
    tool.write_text(
        f"#!/bin/sh\n[ $# = 0 ] && cat <<end && exit\n{WLR.format(now='90')}end\n"
        f'echo "$@" >>{tmp_path}/calls\n'
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_}:/usr/bin:/bin")
    turner = Turner(tmp_path, {"WAYLAND_DISPLAY": "wayland-0"})
    output = turner.output()
    assert output == Output("HDMI-A-1", 90)
    assert turner.turn(output, 270)
    turner.keep(output, 270)
    assert (tmp_path / "calls").read_text() == "--output HDMI-A-1 --transform 270\n"
    assert (tmp_path / "turned").read_text() == "HDMI-A-1 270\n"


def test_a_display_that_cannot_be_turned_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Turner(tmp_path, {"WAYLAND_DISPLAY": "wayland-0"}).output() is None
    assert Turner(tmp_path, {}).output() is None
