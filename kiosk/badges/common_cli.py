"""What the commands `badge` and `scan` share: arguments, files and one-line errors."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Final, NoReturn

from kiosk.badges.trust import NOBODY, TrustRegistry
from kiosk.badges.trust_json import BadTrust, read_trust

SUCCESS, FINDING, WRONG_USE = 0, 1, 2
_CODE: Final = re.compile(r"((?:^|[?&])code=)[^&#\s]*", re.IGNORECASE)


class WrongUse(Exception):
    """The command was given something it cannot work with."""


class Parser(argparse.ArgumentParser):
    """Reports wrong use by WrongUse instead of leaving the process."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(message)


def complain(error: WrongUse) -> int:
    print(f"{' '.join(str(error).split())}", file=sys.stderr)
    return WRONG_USE


def read_file(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise WrongUse(f"{path}: {error.strerror or 'cannot be read'}") from error
    if len(data) > limit:
        raise WrongUse(f"{path}: larger than {limit} bytes")
    return data


def read_trust_file(path: Path | None) -> TrustRegistry:
    """The registry in a file, or nobody. Lists left out are named on standard error."""
    if path is None:
        return NOBODY
    try:
        value = json.loads(read_file(path, 67_108_864))
        registry, refused = read_trust(value)
    except (BadTrust, ValueError) as error:
        raise WrongUse(f"{path}: {error}") from error
    for url in refused:
        print(f"{path}: list left out, it does not hold: {url}", file=sys.stderr)
    return registry


def redact(text: str) -> str:
    """Text as it may be printed: whatever looks like a claim code is hidden."""
    return _CODE.sub(r"\1***", text)
