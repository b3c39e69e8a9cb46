"""`audit.py`: does anything that is locked have a known hole?

pip-audit asks PyPI's database about requirements.lock. Exit code 1 with what it found; 0 when
there is nothing, and 0 with a word on it where the database cannot be reached.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 240
UNREACHABLE = (
    "ConnectionError", "Failed to establish", "Max retries", "timed out", "HTTPError",
    "ServiceError", "NameResolutionError", "ProxyError", "Connection aborted",
)  # fmt: skip


def main() -> int:
    """Ask, and say."""
    command = [
        sys.executable, "-m", "pip_audit", "--requirement", str(ROOT / "requirements.lock"),
        "--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off",
        "--timeout", "15",
    ]  # fmt: skip
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return _skipped("no answer")
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        lines = done.stderr.strip().splitlines()
        if any(word in done.stderr for word in UNREACHABLE):
            return _skipped(lines[-1][:160] if lines else "no answer")
        print(done.stderr, file=sys.stderr)
        return 1
    holes = [
        f"{each['name']} {each['version']}: {hole['id']} (mended in "
        f"{', '.join(hole['fix_versions']) or 'no version yet'})"
        for each in told
        for hole in each.get("vulns", [])
    ]
    for hole in holes:
        print(hole, file=sys.stderr)
    unknown = [each["skip_reason"] for each in told if "skip_reason" in each]
    if told and len(unknown) == len(told):
        # A mirror of packages answers in the database's place, and knows none of them.
        return _skipped(unknown[0][:160])
    print(
        f"audit: {len(told)} packages, {len(holes)} known holes, {len(unknown)} not in the database"
    )
    return 1 if holes else 0


def _skipped(reason: str) -> int:
    print(f"audit: SKIPPED, the database of known holes cannot be reached ({reason})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
