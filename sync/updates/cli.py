"""`main.py update status|fetch|install`: what is known of updates, fetch now, let it start next.

`install` is for the owner of the images (root on a kiosk); its exit code is 10 when another
version starts next, 0 when nothing changes.
"""

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from sync import __version__
from sync.client.cli import default_data
from sync.client.remote import Remote
from sync.protocol.errors import SyncError
from sync.store.catalogue_read import CatalogueReader
from sync.store.errors import StoreError
from sync.store.folder import DataFolder
from sync.store.identity import BadIdentity, load_identity
from sync.updates.install import install_staged
from sync.updates.slots import Slots
from sync.updates.status import UpdateFolder, images_folder, root_file
from sync.updates.update import Updates

SUCCESS, FINDING, CHANGED = 0, 1, 10
WHENEVER = "00:00-23:59"


def main(argv: Sequence[str]) -> int:
    """One of the three."""
    parser = argparse.ArgumentParser(prog="main.py update", description=__doc__)
    parser.add_argument("act", choices=("status", "fetch", "install"))
    parser.add_argument("--data", type=Path, default=default_data(), help="the kiosk's data folder")
    parser.add_argument("--images", type=Path, default=images_folder(), help="where images are")
    parser.add_argument("--root", type=Path, default=root_file(), help="whom to trust")
    parser.add_argument("--home", type=Path, help="where `install` remembers what was trusted")
    given = parser.parse_args(argv)
    try:
        if given.act == "status":
            return _status(given)
        if not given.root.is_file():
            return _say(f"updates are off: there is no {given.root}")
        return _fetch(given) if given.act == "fetch" else _install(given)
    except (OSError, StoreError, SyncError, BadIdentity) as error:
        return _say(" ".join(str(error).split()))


def _status(given: argparse.Namespace) -> int:
    status = UpdateFolder(given.data).status()
    print(msgspec.json.format(msgspec.json.encode(status), indent=1).decode())
    return FINDING if status.state == "refused" else SUCCESS


def _fetch(given: argparse.Namespace) -> int:
    folder = DataFolder(given.data)
    identity = load_identity(folder.identity)
    if identity is None:
        return _say("this kiosk is not enrolled: it has no hub to fetch updates from")
    reader = CatalogueReader(folder.catalogue)
    city = reader.city().id
    reader.close()
    remote = Remote(identity.hub, identity.token, identity.fingerprint)
    updates = Updates(given.data, remote, root=given.root, images=given.images, running=__version__)
    now = dt.datetime.now(dt.UTC)
    try:
        while not updates.run(now, local=now, city=city, window=WHENEVER):
            pass
    finally:
        remote.close()
    return _status(given)


def _install(given: argparse.Namespace) -> int:
    home = given.home or given.images.parent / "trust"
    version = install_staged(
        UpdateFolder(given.data), Slots(given.images), root=given.root, home=home,
        running=__version__,
    )  # fmt: skip
    if version:
        print(f"version {version} starts next, on trial")
    return CHANGED if version else SUCCESS


def _say(text: str) -> int:
    print(text, file=sys.stderr)
    return FINDING
