"""Child processes that must not outlive this one."""

import ctypes
import signal
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
"""prctl(2)"""


def ends_with_us() -> Callable[[], None]:
    """For `preexec_fn`: the kernel ends the child when this process ends, however it ends."""
    libc = ctypes.CDLL(None)

    def tie() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)

    return tie
