"""A file system that forgets, as a disk does when the plug is pulled, or that fails while it runs.

A FUSE mount passes everything to one folder, and to another what a disk would still have: what was
written before the last fsync of its file or folder, and, of the rest, any part in any order (a
disk may write a later sector and lose an earlier one). Source: Pillai et al., "All File Systems
Are Not Created Equal", OSDI 2014, section 2.

    python -m tests.faults.power_cut MOUNT LIVE
"""

import contextlib
import errno
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SECTOR = 4096
WAIT_S = 10.0


class Disk:
    """What is on the platter: folders synced entry by entry, files by their synced writes."""

    def __init__(self) -> None:
        self.files: dict[int, bytearray] = {}
        self.entries: dict[str, int] = {}
        self.folders: set[str] = {""}
        self.unsynced: dict[int, list[tuple[int, bytes | None]]] = {}
        self.moves: list[tuple[str, tuple[Any, ...]]] = []

    def sync_file(self, node: int) -> None:
        """The file's writes are on the platter, and it can be found (as on ext4 and xfs)."""
        for write in self.unsynced.pop(node, []):
            self._write(node, write)
        self._replay([move for move in self.moves if move[0] == "create" and move[1][1] == node])

    def sync_folder(self, folder: str) -> None:
        """What was made, renamed or removed in the folder is on the platter."""
        self._replay([move for move in self.moves if _folder_of(move) == folder])

    def cut(self, chance: random.Random) -> None:
        """The plug is pulled: names up to some moment, and any part of the unsynced writes."""
        self._replay(self.moves[: chance.randint(0, len(self.moves))])
        for node, writes in self.unsynced.items():
            keep = chance.random()
            for write in writes:
                if chance.random() < keep:
                    self._write(node, write)

    def spill(self, target: Path) -> None:
        """Write the platter out as a folder."""
        for folder in sorted(self.folders):
            (target / folder).mkdir(parents=True, exist_ok=True)
        for name, node in self.entries.items():
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.files.get(node, b""))

    def _write(self, node: int, write: tuple[int, bytes | None]) -> None:
        content = self.files.setdefault(node, bytearray())
        offset, data = write
        if data is None:
            del content[offset:]
            content.extend(bytes(offset - len(content)))
            return
        content.extend(bytes(max(0, offset + len(data) - len(content))))
        content[offset : offset + len(data)] = data

    def _replay(self, moves: list[tuple[str, tuple[Any, ...]]]) -> None:
        for move in moves:
            what, about = move
            if what == "create":
                self.entries[about[0]] = about[1]
            elif what == "mkdir":
                self.folders.add(about[0])
            elif what == "unlink":
                self.entries.pop(about[0], None)
            elif what == "rename" and about[0] in self.entries:
                self.entries[about[1]] = self.entries.pop(about[0])
            elif what == "rename":
                self.entries[about[1]] = about[2]
            self.moves.remove(move)


def _folder_of(move: tuple[str, tuple[Any, ...]]) -> str:
    return str(Path(move[1][1 if move[0] == "rename" else 0]).parent).removeprefix(".")


def serve(mount: Path, live: Path) -> None:
    """Run the file system here, told by lines on its standard input.

    `cut SEED TARGET` pulls the plug; `fail ERRNO SHARE` lets that share of the writes fail, and
    with a share of 0 none.
    """
    import mfusepy

    disk, lock = Disk(), threading.Lock()
    failing, chance = {"errno": 0, "share": 0.0}, random.Random(1)

    def may_fail() -> None:
        if chance.random() < failing["share"]:
            raise mfusepy.FuseOSError(int(failing["errno"]))

    class Forgetful(mfusepy.Operations):  # type: ignore[misc]
        use_ns = True

        def _at(self, path: str) -> Path:
            return live / path.lstrip("/")

        def _node(self, path: str) -> int:
            return self._at(path).stat().st_ino

        def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
            found = self._at(path).lstat()
            names = ("atime_ns", "ctime_ns", "mtime_ns")
            times = {f"st_{name[:-3]}": getattr(found, f"st_{name}") for name in names}
            plain = ("st_mode", "st_nlink", "st_size", "st_uid", "st_gid", "st_ino")
            return times | {name: getattr(found, name) for name in plain}

        def readdir(self, path: str, fh: int) -> list[str]:
            return [".", "..", *(each.name for each in self._at(path).iterdir())]

        def create(self, path: str, mode: int, fi: Any = None) -> int:
            may_fail()
            handle = os.open(self._at(path), os.O_RDWR | os.O_CREAT | os.O_TRUNC, mode)
            with lock:
                disk.moves.append(("create", (path.lstrip("/"), os.fstat(handle).st_ino)))
            return handle

        def open(self, path: str, flags: int) -> int:
            if flags & os.O_TRUNC:
                self.truncate(path, 0)
            return os.open(self._at(path), os.O_RDWR)

        def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
            return os.pread(fh, size, offset)

        def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
            may_fail()
            with lock:
                writes = disk.unsynced.setdefault(os.fstat(fh).st_ino, [])
                for start in range(0, len(data), SECTOR):
                    writes.append((offset + start, data[start : start + SECTOR]))
            return os.pwrite(fh, data, offset)

        def truncate(self, path: str, length: int, fh: int | None = None) -> None:
            may_fail()
            with lock:
                disk.unsynced.setdefault(self._node(path), []).append((length, None))
            os.truncate(self._at(path), length)

        def fsync(self, path: str, datasync: int, fh: int) -> None:
            may_fail()
            with lock:
                disk.sync_file(os.fstat(fh).st_ino)

        def fsyncdir(self, path: str, datasync: int, fh: int) -> None:
            with lock:
                disk.sync_folder(path.lstrip("/"))

        def mkdir(self, path: str, mode: int) -> None:
            may_fail()
            self._at(path).mkdir(mode)
            with lock:
                disk.moves.append(("mkdir", (path.lstrip("/"),)))

        def unlink(self, path: str) -> None:
            may_fail()
            with lock:
                disk.moves.append(("unlink", (path.lstrip("/"),)))
            self._at(path).unlink()

        def rename(self, old: str, new: str) -> None:
            may_fail()
            with lock:
                move = (old.lstrip("/"), new.lstrip("/"), self._node(old))
                disk.moves.append(("rename", move))
            self._at(old).rename(self._at(new))

        def chmod(self, path: str, mode: int) -> None:
            self._at(path).chmod(mode)

        def utimens(self, path: str, times: tuple[int, int] | None = None) -> None:
            os.utime(self._at(path), ns=times)

        def rmdir(self, path: str) -> None:
            self._at(path).rmdir()

        def release(self, path: str, fh: int) -> None:
            os.close(fh)

        def statfs(self, path: str) -> dict[str, Any]:
            found = os.statvfs(self._at(path))
            names = ("f_bavail", "f_bfree", "f_blocks", "f_bsize", "f_frsize", "f_namemax")
            return {name: getattr(found, name) for name in names}

    def listen() -> None:
        for line in sys.stdin:
            what, first, second = line.split()
            if what == "fail":
                failing.update(errno=int(first), share=float(second))
            else:
                with lock:
                    disk.cut(random.Random(int(first)))
                    disk.spill(Path(second))
            sys.stdout.write("done\n")
            sys.stdout.flush()

    threading.Thread(target=listen, daemon=True).start()
    mfusepy.FUSE(Forgetful(), str(mount), foreground=True, nothreads=False)


class Machine:
    """A machine whose plug can be pulled; work in `path`."""

    def __init__(self, folder: Path) -> None:
        self.path, self._live = folder / "mount", folder / "live"
        self.path.mkdir(parents=True)
        self._live.mkdir()
        root = Path(__file__).parents[2]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.power_cut", str(self.path), str(self._live)],
            cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        deadline = time.monotonic() + WAIT_S
        while not self.path.is_mount():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise OSError(errno.ENODEV, "no FUSE here")
            time.sleep(0.02)

    def pull_the_plug(self, seed: int, target: Path) -> None:
        """Stop everything; `target` is then what the disk still has."""
        self._tell(f"cut {seed} {target}")

    def fail(self, number: int, share: float) -> None:
        """Let this share of all writes end in this errno from now on."""
        self._tell(f"fail {number} {share}")

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "done\n"

    def close(self) -> None:
        """Take the file system away."""
        subprocess.run(["fusermount3", "-u", "-z", str(self.path)], check=False)
        self._process.kill()
        self._process.communicate()
        shutil.rmtree(self._live, ignore_errors=True)


@contextlib.contextmanager
def machine(folder: Path) -> Iterator[Machine]:
    """A machine for a while; raises OSError where there is no FUSE."""
    if shutil.which("fusermount3") is None:
        raise OSError(errno.ENODEV, "fusermount3 is not installed")
    made = Machine(folder)
    try:
        yield made
    finally:
        made.close()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), Path(sys.argv[2]))
