"""The plug is pulled at any moment, again and again: each next start is a clean one.

Not a disk that loses what was written (that is the ledger's own test) but everything at once: the
screen, its sync child and the browser's processes die in the middle of whatever they do.
"""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.settings import CITIES
from sync.crashes import CrashFolder
from tests.faults.counts import tell

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "build" / "bundle" / "city-of-learning-kiosk" / "city-of-learning-kiosk"
READY_S = 40.0


class Machine:
    """One kiosk, its disk, and a service manager that hears of its first frame."""

    def __init__(self, folder: Path, command: list[str]) -> None:
        self.data = folder / "data"
        self._command = command
        self._address = folder / "notify"
        self._manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._manager.bind(str(self._address))
        self._manager.settimeout(READY_S)
        self._log = (folder / "log").open("wb")
        self.process: subprocess.Popen[bytes] | None = None

    def switch_on(self) -> None:
        self.process = subprocess.Popen(
            [*self._command, "run", "--data", str(self.data), "--size", "540x960"],
            env={**os.environ, "NOTIFY_SOCKET": str(self._address), "WATCHDOG_USEC": "60000000",
                 "COL_CITY": str(CITIES / "helsinki")},
            stdout=self._log, stderr=self._log, start_new_session=True,
        )  # fmt: skip

    def ready(self) -> float:
        """Seconds until the first frame was on the screen. Raises TimeoutError."""
        began = time.monotonic()
        while not self._manager.recv(200).startswith(b"READY=1"):
            pass
        return time.monotonic() - began

    def pull_the_plug(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._manager.setblocking(False)
        try:
            while True:
                self._manager.recv(200)
        except BlockingIOError:
            self._manager.settimeout(READY_S)

    def doctor(self) -> dict[str, object]:
        out = subprocess.run(
            [*self._command, "doctor", "--json", "--data", str(self.data)],
            check=False, capture_output=True, text=True,
        ).stdout  # fmt: skip
        found: dict[str, object] = json.loads(out)
        return found

    def close(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.pull_the_plug()
        self._manager.close()
        self._log.close()


def pull(folder: Path, command: list[str], times: int) -> list[float]:
    """Pull the plug so often: while it starts, and after its first frame. Seconds of each start."""
    dice, machine, took = random.Random(times), Machine(folder, command), []
    try:
        for number in range(times):
            machine.switch_on()
            if number % 2 == 0:
                time.sleep(dice.uniform(0.1, 2.5))
                machine.pull_the_plug()
                machine.switch_on()
            took.append(machine.ready())
            time.sleep(dice.uniform(0, 1.5))
            machine.pull_the_plug()
        told = machine.doctor()
        assert told["findings"] == []
        assert told["databases"] == {"catalogue.db": "ok", "people.db": "absent", "ledger.db": "ok"}
        # A pulled plug is nobody's fault and no crash.
        assert CrashFolder(machine.data).all() == []
    finally:
        machine.close()
    return took


@pytest.mark.webengine
def test_after_each_pulled_plug_comes_a_clean_start(tmp_path: Path) -> None:
    took = pull(tmp_path, [sys.executable, str(ROOT / "main.py")], 2)
    tell(2, "pulled plugs, clean starts", range(2), range(len(took)))


@pytest.mark.slow
@pytest.mark.webengine
@pytest.mark.timeout(3000)
def test_a_hundred_pulled_plugs_of_the_bundle(tmp_path: Path) -> None:
    if not BUNDLE.exists():
        pytest.skip("no bundle: run make package")
    took = pull(tmp_path, [str(BUNDLE)], 100)
    tell(100, "pulled plugs, clean starts", range(100), range(len(took)))
    print(f"the slowest start took {max(took):.1f} s")
