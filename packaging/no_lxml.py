"""PyLD imports lxml at its start, for credentials inside web pages; a kiosk reads none.

Runs before everything else in the bundle. 12 MB and an HTML parser less beside the badge checker;
whoever should ask for it gets an AttributeError, which the checker answers with "cannot tell".
"""

import sys
import types

_lxml = types.ModuleType("lxml")
_lxml.html = types.ModuleType("lxml.html")  # type: ignore[attr-defined]
sys.modules["lxml"] = _lxml
sys.modules["lxml.html"] = _lxml.html
