"""What a worker may take: time for a document, memory for all, and no life after its client."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import threading
from collections.abc import Iterator
from functools import lru_cache
from multiprocessing import connection, parent_process
from types import FrameType
from typing import TextIO


class TooSlow(BaseException):
    """A document takes longer than it may; no `except Exception` of a reader swallows it."""


def bound_memory(limit: int | None) -> None:
    """Let this process ask for no more than `limit` bytes; no bound where there is none to set."""
    if limit is None:
        return
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


def die_with_parent() -> None:
    """End this process as soon as its parent is gone, were it killed with -9.

    A worker otherwise waits for ever on a queue whose writing end it holds itself.
    """
    parent = parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watch() -> None:
        connection.wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextlib.contextmanager
def hard_limit(seconds: float) -> Iterator[None]:
    """End the process when the block takes too long, even inside a C library."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=_nowhere())
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


@lru_cache(maxsize=1)
def _nowhere() -> TextIO:
    return open(os.devnull, "w")


@contextlib.contextmanager
def soft_limit(seconds: float) -> Iterator[None]:
    """Raise TooSlow when the block takes too long; without effect outside the main thread."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(
        signal, "setitimer"
    ):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
