"""Keep None, True and False alive under PySide6 6.12 on Python 3.11.

The wheel is compiled for Python 3.12 and later, where these objects are immortal (PEP 683), so
its methods return None without counting the reference. On 3.11 every call of a Qt method
without a result takes one reference away, and after some thousand calls the interpreter ends
with "none_dealloc: deallocating None". Measured: exactly -1 for each `setObjectName`.
"""

import ctypes
import sys
from typing import Final

_ENOUGH: Final = 1 << 60


def keep_singletons_alive() -> None:
    """Give them more references than any run can take away; harmless to repeat; no-op on 3.12."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for lasting in (None, True, False, NotImplemented, Ellipsis):
        count = ctypes.c_ssize_t.from_address(id(lasting))
        if count.value < _ENOUGH >> 1:
            count.value += _ENOUGH
