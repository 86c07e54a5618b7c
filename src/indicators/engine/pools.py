"""Where calls run: here, in processes of this machine, or on a cluster (see `cluster`)."""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Protocol

from indicators.engine import guard
from indicators.engine.errors import EngineError

_LOOK = 5.0  # seconds between looks at workers while nothing comes back


@dataclass(eq=False)
class Call:
    """A function of a module with its arguments, and how often it was tried.

    All of `args` must pickle; `tag` is the caller's own; a worker that is silent for longer than
    `seconds` is taken for dead.
    """

    function: Callable[..., Any]
    args: tuple[Any, ...]
    tag: Any = None
    tries: int = 0
    seconds: float = 24 * 3600.0


@dataclass
class Done:
    """A call that came back: its value, or `died` when its worker did, or the error it raised."""

    call: Call
    value: Any = None
    error: BaseException | None = None
    died: bool = False


class Pool(Protocol):
    """What runs calls.

    `hard` says whether a worker may be ended over a call; `patience` is how often a call that is
    alone and loses its worker is tried.
    """

    hard: bool
    patience: int

    def room(self) -> int:
        """How many more calls are taken now."""

    def submit(self, call: Call) -> None:
        """Take a call."""

    def next(self) -> Done:
        """Wait for a call to come back."""

    def close(self) -> None:
        """End all workers, whatever they are doing."""


class Serial:
    """One call after another in this process: for few documents, and for debugging.

    A document that takes down its process takes down the run.
    """

    hard = False
    patience = 1

    def __init__(self) -> None:
        self._done: list[Done] = []

    def room(self) -> int:
        """One, when nothing waits to be fetched."""
        return 1 - len(self._done)

    def submit(self, call: Call) -> None:
        """Run the call."""
        self._done.append(Done(call, call.function(*call.args)))

    def next(self) -> Done:
        """What the call gave."""
        return self._done.pop()

    def close(self) -> None:
        """Nothing to end."""


class Processes:
    """Worker processes on this machine, each with a pool of its own.

    When a process of a common pool dies, all calls under way are lost and nobody knows which
    one did it. With one worker a pool, exactly one call is.
    """

    hard = True
    patience = 2

    def __init__(self, workers: int | None = None, memory: int | None = None) -> None:
        self._memory = memory
        self._back: queue.SimpleQueue[tuple[int, Call, Future[Any]]] = queue.SimpleQueue()
        self._slots = [self._start() for _ in range(workers or _cores())]
        self._idle = list(range(len(self._slots)))
        self._until = [0.0] * len(self._slots)
        if dead := self._not_ready(range(len(self._slots))):
            for slot in dead:  # killed by chance, or unable to start at all
                self._restart(slot)
            if self._not_ready(dead):
                self.close()
                what = "worker processes cannot start"
                way_out = "in a script, put the call under: if __name__ == '__main__'"
                raise EngineError(f"{what}; {way_out}, or take engine='serial'")

    def _not_ready(self, slots: Iterable[int]) -> list[int]:
        """Workers that do not answer a first call."""
        asked = {slot: self._slots[slot].submit(os.getpid) for slot in slots}
        return [slot for slot, ready in asked.items() if ready.exception() is not None]

    def _start(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(1, context, _begin, (self._memory,))

    def room(self) -> int:
        """As many calls as workers are idle."""
        return len(self._idle)

    def submit(self, call: Call) -> None:
        """Give the call to an idle worker, to a new one where the last has died since."""
        slot = self._idle.pop()
        self._until[slot] = time.monotonic() + call.seconds
        try:
            future = self._slots[slot].submit(call.function, *call.args)
        except BrokenProcessPool:
            self._restart(slot)
            future = self._slots[slot].submit(call.function, *call.args)
        future.add_done_callback(lambda back: self._back.put((slot, call, back)))

    def _restart(self, slot: int) -> None:
        self._slots[slot].shutdown(wait=False)
        self._slots[slot] = self._start()

    def next(self) -> Done:
        """The next call that comes back, or whose worker is gone."""
        while True:
            try:
                slot, call, future = self._back.get(timeout=_LOOK)
                break
            except queue.Empty:
                self._end_silent()
        self._idle.append(slot)
        error = future.exception()
        if isinstance(error, BrokenProcessPool):
            self._restart(slot)
            return Done(call, died=True)
        return Done(call, error=error) if error is not None else Done(call, future.result())

    def _end_silent(self) -> None:
        """End workers that do not come back, for whatever reason; their calls come as died."""
        for slot, until in enumerate(self._until):
            if slot not in self._idle and time.monotonic() > until:
                _kill(self._slots[slot])

    def close(self) -> None:
        """End the workers; what they are at is done again by the next run."""
        for slot in self._slots:
            _kill(slot)
            slot.shutdown(wait=True, cancel_futures=True)


def _kill(slot: ProcessPoolExecutor) -> None:
    for process in list((slot._processes or {}).values()):
        process.kill()


def all_values(pool: Pool, calls: list[Call]) -> Iterator[Any]:
    """The values of all calls, in no order; one whose worker dies is tried again."""
    waiting, under_way = list(reversed(calls)), 0
    while waiting or under_way:
        while waiting and pool.room() > 0:
            pool.submit(waiting.pop())
            under_way += 1
        done = pool.next()
        under_way -= 1
        if done.error is not None:
            raise done.error
        if not done.died:
            yield done.value
        elif done.call.tries < 4:
            waiting.append(Call(done.call.function, done.call.args, tries=done.call.tries + 1))
        else:
            what = f"{done.call.function.__name__} ends its worker each time"
            raise EngineError(f"{what}; allow a worker more memory")


def _begin(memory: int | None) -> None:
    guard.die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the client's, who ends us
    # A worker is one core's; threads of their own would also reserve memory.
    for name in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    guard.bound_memory(memory)


def _cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
