"""A PostgreSQL server of the tests' own, when Debian's package is installed."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def available() -> bool:
    """Whether a server can be started here: it refuses to run as root, so root needs setpriv."""
    return bool(PROGRAMS) and (os.getuid() != 0 or shutil.which("setpriv") is not None)


@contextmanager
def server() -> Iterator[str]:
    """The URL of a fresh server on loopback; it ends with the block."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _serve(Path(folder))


def _serve(folder: Path) -> Iterator[str]:
    programs, data = PROGRAMS[-1].parent, folder / "data"
    prefix: list[str] = []
    if os.getuid() == 0:
        # pytest's own folders are closed to others, so this one is not among them.
        shutil.chown(folder, "nobody", "nogroup")
        prefix = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    subprocess.run(
        [*prefix, str(programs / "initdb"), "-D", str(data), "-U", "hub", "--auth=trust", "-N",
         "--encoding=UTF8", "--locale=C"],
        check=True, capture_output=True, cwd="/",
    )  # fmt: skip
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{folder}'"
    control = [*prefix, str(programs / "pg_ctl"), "-D", str(data), "-w"]
    subprocess.run(
        [*control, "-o", options, "-l", str(folder / "log"), "start"],
        check=True, stdout=subprocess.DEVNULL, cwd="/",
    )  # fmt: skip
    try:
        yield f"postgresql://hub@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True,
                       cwd="/")  # fmt: skip
