"""The index rows of many activities, made by a second process while the first one writes them.

Reading a record and finding the stems of its words takes as long as writing both, and a kiosk has
a second core. The helper knows only what it was born with and what comes through its pipe; it
ends when that closes, so also when the first process is killed.
"""

import gc
import logging
import multiprocessing
import os
from collections.abc import Generator, Iterable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TypeAlias, cast

import msgspec

from sync.model import Activity
from sync.protocol.feeds import decode
from sync.store.index_rows import Rows, Surroundings, rows_of

log = logging.getLogger(__name__)

Made: TypeAlias = Generator[list[Rows], None, None]

_encode = msgspec.msgpack.Encoder().encode
_parts = msgspec.msgpack.Decoder(list[bytes]).decode
_rows = msgspec.msgpack.Decoder(list[Rows]).decode


def made(
    parts: Iterable[Sequence[bytes]], around: Surroundings
) -> Generator[list[Rows], None, None]:
    """The rows of each part's activities, given as JSON."""
    for part in parts:
        yield _make(part, around)


def made_beside(
    parts: Iterable[Sequence[bytes]], around: Surroundings
) -> Generator[list[Rows], None, None]:
    """As `made`, but each part while the caller is busy with the one before."""
    if len(os.sched_getaffinity(0)) < 2:
        yield from made(parts, around)
        return
    try:
        helping = _Helper(around)
    except OSError as error:
        log.warning("the index is made without a helper: %s", error.strerror)
        yield from made(parts, around)
        return
    waiting = iter(parts)
    with helping as helper:
        asked = next(waiting, None)
        if asked is not None:
            helper.ask(asked)
        while asked is not None:
            following = next(waiting, None)
            rows = helper.answer(asked)
            if following is not None:
                helper.ask(following)
            asked = following
            yield rows


class _Helper:
    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._pipe, theirs = multiprocessing.Pipe()
        # Forked: what the helper looks up stands in memory already, and it opens nothing.
        self._process = multiprocessing.get_context("fork").Process(
            target=_serve, args=(self._pipe, theirs, around), daemon=True
        )
        self._process.start()
        theirs.close()
        self._gone = False

    def __enter__(self) -> "_Helper":
        return self

    def __exit__(self, *_error: object) -> None:
        self._pipe.close()
        self._process.join()

    def ask(self, part: Sequence[bytes]) -> None:
        # What went wrong is met when the answer is missing.
        with suppress(OSError):
            self._pipe.send_bytes(_encode(part))

    def answer(self, part: Sequence[bytes]) -> list[Rows]:
        """What was asked for last; made here when the helper is no more."""
        if not self._gone:
            try:
                return _rows(self._pipe.recv_bytes())
            except (EOFError, OSError) as error:
                log.warning("the index goes on without its helper: %s", type(error).__name__)
                self._gone = True
        return _make(part, self._around)


def _serve(ours: Connection, pipe: Connection, around: Surroundings) -> None:
    ours.close()
    # Nothing of the parent's may be ended here: its databases are open in the memory we share.
    gc.freeze()
    with suppress(EOFError, OSError):
        while True:
            pipe.send_bytes(_encode(_make(_parts(pipe.recv_bytes()), around)))


def _make(part: Sequence[bytes], around: Surroundings) -> list[Rows]:
    return [rows_of(cast(Activity, decode("activity", data)), around) for data in part]
