"""The Update Framework's client with our own ways in and out: a hub, or a folder of metadata.

All judging is python-tuf's. What is ours is where bytes come from, and saying what a refusal
means in words that the doctor can explain.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from tuf.api import exceptions
from tuf.api.metadata import TargetFile
from tuf.ngclient import Updater
from tuf.ngclient.fetcher import FetcherInterface

from sync.protocol.errors import SyncError, Unreachable
from sync.store.files import make_private

BASE = "updates://"
"""Stands before every path in python-tuf's hands; no address leaves this package."""


class UpdateRefused(SyncError):
    """What the server offers is not to be trusted; `kind` says why in one word.

    expired: held back or forgotten; rollback: older than what was seen; signature: not signed by
    those whom this kiosk trusts; content: another content than what was signed.
    """

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(f"an update was refused ({kind}): {detail}")
        self.kind = kind


class Source(Protocol):
    """Where the files of a repository come from."""

    def file(self, path: str) -> tuple[int, bytes]:
        """HTTP status and content of a small file of the repository. Raises SyncError."""
        ...


class Folder:
    """Metadata that another process gathered: the newest of each, without numbers before them."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def file(self, path: str) -> tuple[int, bytes]:
        """As of a server."""
        name = path.rpartition("/")[2]
        number, _, plain = name.partition(".")
        tried = [self._path / name]
        if number.isdecimal():
            tried = [
                self._path / "root_history" / name if plain == "root.json" else self._path / plain
            ]
        for each in tried:
            if each.is_file():
                return 200, each.read_bytes()
        return 404, b""


class Trust:
    """One look at a repository. `home` keeps what was trusted, so that nothing older is."""

    def __init__(self, home: Path, root: bytes, source: Source) -> None:
        """Raises `UpdateRefused` for a root that cannot be one, OSError for the disk."""
        make_private(home)
        with _in_words():
            self._updater = Updater(
                str(home), f"{BASE}metadata/", fetcher=_Fetcher(source), bootstrap=root
            )

    def refresh(self) -> None:
        """Fetch and judge the metadata. Raises `UpdateRefused`, `Unreachable`, OSError."""
        with _in_words():
            self._updater.refresh()

    def target(self, path: str) -> TargetFile | None:
        """What is signed of this target; None where the repository has none."""
        with _in_words():
            return self._updater.get_targetinfo(path)


def version_of(target: TargetFile) -> str:
    """The version that was signed with the program; empty when none was."""
    custom = target.custom or {}
    return str(custom.get("version", ""))


def sha256_of(target: TargetFile) -> str:
    """The digest that was signed. Raises `UpdateRefused` where there is none."""
    found = target.hashes.get("sha256", "")
    if len(found) != 64:
        raise UpdateRefused("content", f"{target.path} was signed without its SHA-256")
    return str(found)


def remote_path(target: TargetFile) -> str:
    """Where the file lies on the server: named by its content, so that it never changes."""
    folder, _, name = target.path.rpartition("/")
    return f"targets/{folder}/{sha256_of(target)}.{name}"


def verify(target: TargetFile, path: Path) -> None:
    """Raises `UpdateRefused` unless the file is what was signed; OSError."""
    with _in_words(), path.open("rb") as file:
        target.verify_length_and_hashes(file)


class _Fetcher(FetcherInterface):
    def __init__(self, source: Source) -> None:
        self._source = source

    def _fetch(self, url: str) -> Iterator[bytes]:
        parts = urlsplit(url)
        path = unquote(parts.netloc + parts.path)
        try:
            status, content = self._source.file(path)
        except SyncError as error:
            raise exceptions.DownloadError(str(error)) from error
        if status != 200:
            raise exceptions.DownloadHTTPError(f"{path}: HTTP {status}", status)
        return iter((content,))


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn python-tuf's errors into ours."""
    try:
        yield
    except exceptions.ExpiredMetadataError as error:
        raise UpdateRefused("expired", str(error)) from error
    except exceptions.BadVersionNumberError as error:
        raise UpdateRefused("rollback", str(error)) from error
    except (
        exceptions.LengthOrHashMismatchError, exceptions.DownloadLengthMismatchError,
    ) as error:  # fmt: skip
        raise UpdateRefused("content", str(error)) from error
    except exceptions.RepositoryError as error:
        raise UpdateRefused("signature", str(error)) from error
    except exceptions.DownloadError as error:
        raise Unreachable(f"updates cannot be fetched: {error}") from error
