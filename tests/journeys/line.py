"""A whole line for the journeys: a hub that can be killed and restarted, and the kiosk itself."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import requests

from kiosk.bootstrap import Kiosk
from kiosk.demo import prepare_hub
from kiosk.settings import CITIES, PROJECT, Settings
from kiosk.ui.touch_events import until, visible_items
from tests.journeys.counted import Counting

TOKEN = "journey-admin-token"
PIN = "471902"
ADMIN = {"Authorization": f"Bearer {TOKEN}"}
POLL_S = 1.0
PATIENCE_S = 20.0


def command(*arguments: str) -> None:
    """One of our own commands, as a person would type it."""
    subprocess.run([sys.executable, str(PROJECT / "main.py"), *arguments], check=True, timeout=120)


class Hub:
    """A hub on a port of its own that stays the same over restarts."""

    def __init__(self, folder: Path) -> None:
        self.database = f"sqlite:///{folder / 'hub.db'}"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Listen; returns when it does."""
        self._process = subprocess.Popen(
            [
                sys.executable, str(PROJECT / "main.py"), "hub", "--database", self.database,
                "--port", str(self.port), "--poll", str(POLL_S),
            ],
            env={**os.environ, "COL_HUB_ADMIN_TOKEN": TOKEN},
            stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        assert self._process.stdout is not None
        assert "hub listening on" in self._process.stdout.readline()

    def kill(self) -> None:
        """As if the plug were pulled."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None

    def change(self, kind: str, id: str, **fields: Any) -> None:
        """What a city's operator does when something is different today."""
        address = f"{self.url}/admin/records/{kind}/{id}"
        record = requests.get(address, headers=ADMIN, timeout=10).json()
        record = record.get("data", record)
        answer = requests.put(address, json={**record, **fields}, headers=ADMIN, timeout=10)
        assert answer.status_code == 204, answer.text

    def put(self, kind: str, id: str, record: dict[str, Any]) -> None:
        """Something new in the city."""
        address = f"{self.url}/admin/records/{kind}/{id}"
        answer = requests.put(address, json=record, headers=ADMIN, timeout=10)
        assert answer.status_code == 204, answer.text

    def delete(self, kind: str, id: str) -> None:
        """It does not take place any more."""
        answer = requests.delete(f"{self.url}/admin/records/{kind}/{id}", headers=ADMIN, timeout=10)
        assert answer.status_code == 204, answer.text

    def attendance(self) -> list[dict[str, Any]]:
        """Who was there, as the hub knows it."""
        answer = requests.get(f"{self.url}/admin/attendance", headers=ADMIN, timeout=10)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        return list(body["attendance"]) if isinstance(body, dict) else list(body)


class Line:
    """Importer, hub, enrolment, sync child, screen: as `make run`, but each part in our hands."""

    def __init__(self, folder: Path) -> None:
        self.hub = Hub(folder)
        self.data = folder / "kiosk"
        command("import", str(CITIES / "vilnius"), "--database", self.hub.database)
        self.passes, code = prepare_hub(self.hub.database, PIN)
        self.hub.start()
        command("enrol", self.hub.url, code, "--data", str(self.data))
        command("sync", "--once", "--data", str(self.data))
        self.kiosk = Kiosk(Settings(data=self.data, map=False, language="lt", idle_seconds=600.0))
        self.kiosk.show(full_screen=False)
        assert until(self.kiosk.window.isExposed)
        self.finger = Counting(self.kiosk.window)

    def wake(self) -> None:
        """From the attract loop to the home screen."""
        self.finger.tap("attractLanguage:lt")
        self.finger.wait_for("home")

    def staff(self) -> None:
        """Through the hidden door with the PIN."""
        self.finger.hold("staffDoor", 3.3)
        for digit in PIN:
            self.finger.tap(f"pin-{digit}")
        self.finger.tap("pin-go")
        assert until(lambda: self.finger.find("session-*") is not None, PATIENCE_S), self.texts()

    def shows(self, text: str) -> bool:
        """Whether some visible item says exactly this within the patience."""
        return until(lambda: text in self.texts(), PATIENCE_S)

    def texts(self) -> set[str]:
        """Every text on the screen."""
        items = visible_items(self.kiosk.window.contentItem())
        return {str(item.property("text")) for item in items if item.property("text")}

    def close(self) -> None:
        """Everything down."""
        self.kiosk.close()
        self.hub.kill()
