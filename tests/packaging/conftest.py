"""The packaging scripts are a folder of programs, not a package: import them as they do."""

import sys
from pathlib import Path

PACKAGING = Path(__file__).parents[2] / "packaging"
for folder in (PACKAGING, PACKAGING / "debian", Path(__file__).parent):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
