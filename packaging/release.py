"""`release.py init|add|renew REPOSITORY KEYS`: a repository of signed updates (TUF).

`init` makes keys and an empty repository, `add` signs a program image or a city's map pack into
it, `renew` signs anew what expires soon and is for a nightly timer. Serve REPOSITORY at the hub's
address under /updates; kiosks get REPOSITORY/metadata/1.root.json as /etc/learningkiosk/root.json.

KEYS holds one file for each role. root and targets belong on a stick in a safe: `renew` needs
snapshot and timestamp only, and a machine that holds no more can let nothing new in.
"""

import argparse
import datetime as dt
import hashlib
import os
import shutil
import sys
from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import (
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sync.citypack.installed import REQUIRED
from sync.updates.names import VERSION, pack_targets, program_target

ROLES = ("root", "targets", "snapshot", "timestamp")
DAYS = {"root": 365, "targets": 365, "snapshot": 21, "timestamp": 14}
"""Until what was signed expires. A kiosk hears nothing newer from a line that holds it back for
at most so long; a hub whose timer stops has so long to be mended."""


class Release:
    """One repository, with those keys that are there."""

    def __init__(self, repository: Path, keys: Path, now: dt.datetime) -> None:
        self._metadata, self._targets = repository / "metadata", repository / "targets"
        self._keys = keys
        self._now = now.replace(microsecond=0)

    def init(self) -> Path:
        """New keys and an empty repository; the root that kiosks are given."""
        self._keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._metadata.mkdir(parents=True)
        self._targets.mkdir()
        root = Root(expires=self._expiry("root"), consistent_snapshot=True)
        for role in ROLES:
            signer = CryptoSigner.generate_ed25519()
            self._store_key(role, signer)
            root.add_key(signer.public_key, role)
        first = self._write("root", Metadata(root), "1.root.json")
        self._write("targets", Metadata(Targets(expires=self._expiry("targets"))), "1.targets.json")
        snapshot = Snapshot(expires=self._expiry("snapshot"))
        self._write("snapshot", Metadata(snapshot), "1.snapshot.json")
        timestamp = Timestamp(expires=self._expiry("timestamp"))
        self._write("timestamp", Metadata(timestamp), "timestamp.json")
        return first

    def add(self, files: dict[str, Path], version: str = "") -> None:
        """Sign these files, by their target paths, and make them the newest."""
        targets = self._newest("targets")
        for path, file in files.items():
            target = TargetFile.from_file(path, str(file), ["sha256"])
            if version:
                target.unrecognized_fields["custom"] = {"version": version}
            self._store(path, file)
            targets.signed.targets[path] = target
        self._publish(targets)

    def renew(self, *, root: bool = False) -> None:
        """Sign snapshot and timestamp anew; with `root` the root and the targets, too."""
        if root:
            held = self._newest("root")
            held.signed.version += 1
            held.signed.expires = self._expiry("root")
            self._write("root", held, f"{held.signed.version}.root.json")
            self._publish(self._newest("targets"))
            return
        self._publish(None)

    def _publish(self, targets: "Metadata[Targets] | None") -> None:
        """Each file names the next one down, so the timestamp is written last."""
        snapshot, timestamp = self._newest("snapshot"), self._newest("timestamp")
        if targets is not None:
            targets.signed.version += 1
            targets.signed.expires = self._expiry("targets")
            self._write("targets", targets, f"{targets.signed.version}.targets.json")
            snapshot.signed.meta["targets.json"] = MetaFile(targets.signed.version)
        snapshot.signed.version += 1
        snapshot.signed.expires = self._expiry("snapshot")
        self._write("snapshot", snapshot, f"{snapshot.signed.version}.snapshot.json")
        timestamp.signed.snapshot_meta = MetaFile(snapshot.signed.version)
        timestamp.signed.version += 1
        timestamp.signed.expires = self._expiry("timestamp")
        self._write("timestamp", timestamp, "timestamp.json")

    def _newest(self, role: str) -> "Metadata":
        if role == "timestamp":
            return Metadata.from_file(str(self._metadata / "timestamp.json"))
        found = self._metadata.glob(f"*.{role}.json")
        newest = max(found, key=lambda path: int(path.name.partition(".")[0]))
        return Metadata.from_file(str(newest))

    def _write(self, role: str, metadata: "Metadata", name: str) -> Path:
        metadata.sign(self._key(role))
        path = self._metadata / name
        new = path.with_name(name + ".new")
        metadata.to_file(str(new))
        new.replace(path)
        return path

    def _store(self, path: str, file: Path) -> None:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        folder, _, name = path.rpartition("/")
        (self._targets / folder).mkdir(parents=True, exist_ok=True)
        part = self._targets / folder / "incoming.part"
        shutil.copyfile(file, part)
        part.replace(self._targets / folder / f"{digest}.{name}")

    def _expiry(self, role: str) -> dt.datetime:
        return self._now + dt.timedelta(days=DAYS[role])

    def _key(self, role: str) -> CryptoSigner:
        return CryptoSigner(load_pem_private_key((self._keys / f"{role}.pem").read_bytes(), None))

    def _store_key(self, role: str, signer: CryptoSigner) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        descriptor = os.open(self._keys / f"{role}.pem", flags, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(signer.private_bytes)


def main(arguments: list[str]) -> int:
    """0 when done, 1 when a key or a file is not there, 2 for wrong use."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("init", "add", "renew"))
    parser.add_argument("repository", type=Path)
    parser.add_argument("keys", type=Path)
    parser.add_argument("--app", type=Path, metavar="IMAGE", help="a squashfs of the bundle")
    parser.add_argument("--version", default="", help="of the image, as 0.2.0")
    parser.add_argument("--machine", default="", help="linux-x86_64 (default: this machine's)")
    parser.add_argument("--city", type=Path, metavar="FOLDER", help="a city's folder with its map")
    parser.add_argument("--root", action="store_true", help="renew root and targets as well")
    given = parser.parse_args(arguments)
    release = Release(given.repository, given.keys, dt.datetime.now(dt.UTC))
    try:
        if given.command == "init":
            print(f"kiosks trust: {release.init()}")
        elif given.command == "renew":
            release.renew(root=given.root)
        else:
            _add(release, parser, given)
    except OSError as error:
        print(f"release: {error}", file=sys.stderr)
        return 1
    return 0


def _add(release: Release, parser: argparse.ArgumentParser, given: argparse.Namespace) -> None:
    if given.app and not VERSION.fullmatch(given.version):
        parser.error("an image needs its --version, as 0.2.0")
    if given.app:
        release.add({program_target(given.machine): given.app}, given.version)
    if given.city:
        paths = pack_targets(given.city.name)
        files = {path: given.city / name for name, path in paths.items()}
        found = {path: file for path, file in files.items() if file.is_file()}
        if not all((given.city / name).is_file() for name in REQUIRED):
            parser.error(f"{given.city} has no map: {' and '.join(REQUIRED)}")
        release.add(found)
    if not given.app and not given.city:
        parser.error("nothing to add: --app or --city")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
