"""A kiosk with several displays opens on the one it is told."""

import json
import os
import subprocess
import sys
from pathlib import Path

CODE = """
import sys
from PySide6.QtGui import QGuiApplication, QWindow
from kiosk.ui.outputs import open_on
app = QGuiApplication([])
window = QWindow()
found = open_on(window, sys.argv[1])
window.show()
app.processEvents()
print(found, window.screen().name())
"""


def opened(tmp_path: Path, name: str) -> tuple[str, str]:
    """What the program says of the output of this name, on a machine with two."""
    screens = [
        {"name": name, "x": x, "y": 0, "width": 1080, "height": 1920}
        for name, x in (("DP-1", 0), ("HDMI-1", 1080))
    ]
    file = tmp_path / "screens.json"
    file.write_text(json.dumps({"screens": screens}), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", CODE, name], capture_output=True, text=True, check=True,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={file}"},
    )  # fmt: skip
    return done.stdout.strip(), done.stderr


def test_it_opens_on_the_output_of_its_settings(tmp_path: Path) -> None:
    assert opened(tmp_path, "HDMI-1")[0] == "True HDMI-1"


def test_an_output_that_is_not_there_is_said_and_the_first_serves(tmp_path: Path) -> None:
    said, log = opened(tmp_path, "VGA-9")
    assert said == "False DP-1"
    assert "DP-1, HDMI-1" in log
