"""`main.py hub-code --place ID --public-url URL`: a code to let a kiosk in, and its QR to scan.

The QR holds the hub's address, the code and, with --certificate, the certificate to trust, so
that nothing has to be typed at the kiosk. Print it, or hold the telephone to the kiosk's scanner.
"""

import argparse
import datetime as dt
import hashlib
import io
import ssl
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import segno

from sync.hub.database import DatabaseFault, open_database
from sync.hub.devices import new_code
from sync.hub.problems import HubProblem
from sync.hub.settings import get_city
from sync.protocol.invitation import Invitation, invitation_text


def main(argv: list[str]) -> int:
    """0 with a code on standard output, 1 when there can be none."""
    options = _options(argv)
    try:
        pin = fingerprint(options.certificate) if options.certificate else ""
        database = open_database(options.database)
    except (OSError, ValueError, DatabaseFault) as error:
        return _fail(str(error))
    try:
        with database.write() as connection:
            city = get_city(connection)
            place = options.place or (city.default_place if city else "")
            code, until = new_code(connection, place, dt.datetime.now(dt.UTC))
    except HubProblem as problem:
        return _fail(problem.detail)
    finally:
        database.close()
    text = invitation_text(Invitation(options.public_url, code, pin))
    drawn = segno.make(text, error="m", micro=False)
    shown = io.StringIO()
    drawn.terminal(out=shown, compact=True, border=2)
    if options.svg:
        drawn.save(str(options.svg), scale=8, border=4)
    print(f"{shown.getvalue()}\naddress  {options.public_url}\ncode     {code}\nplace    {place}")
    zone = ZoneInfo(city.timezone) if city else None
    ends = f"{until.astimezone(zone):%Y-%m-%d %H:%M} ({zone.key if zone else 'local'} time)"
    print(f"valid    until {ends}, for one kiosk")
    return 0


def fingerprint(certificate: Path) -> str:
    """Hex SHA-256 of the first certificate in a PEM file. Raises OSError, ValueError."""
    text = certificate.read_text("ascii")
    begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
    if begin not in text or end not in text:
        raise ValueError(f"{certificate} holds no certificate")
    first = text[text.index(begin) : text.index(end) + len(end)]
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(first)).hexdigest()


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="main.py hub-code",
        description="Make a code that lets one kiosk in, and draw its QR. The QR holds the hub's"
        " address, the code and, with --certificate, the certificate to trust, so that nothing has"
        " to be typed. Print it, or hold the telephone to the kiosk's camera or scanner.",
    )
    parser.add_argument("--database", default="sqlite:///hub.db", metavar="URL",
                        help="the hub's (default: hub.db in this folder)")  # fmt: skip
    parser.add_argument("--place", default="", help="the place's id (default: the city's first)")
    parser.add_argument(
        "--public-url", required=True, metavar="URL", help="the hub's address as kiosks reach it"
    )
    parser.add_argument("--certificate", type=Path, metavar="PEM",
                        help="the hub's own, where no authority signed it")  # fmt: skip
    parser.add_argument("--svg", type=Path, metavar="FILE", help="the QR to print")
    return parser.parse_args(argv)


def _fail(text: str) -> int:
    sys.stderr.write(f"hub-code: {text}\n")
    return 1
