"""PySide6's wheel takes references to None away on Python 3.11 (kiosk.singletons)."""

import subprocess
import sys

ENOUGH_TO_DIE = """
import kiosk
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(100_000):
    thing.setObjectName("x")
print("alive")
"""


def test_the_kiosk_outlives_a_hundred_thousand_calls_without_result() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENOUGH_TO_DIE], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr
