"""Calls on a Dask cluster: one that runs already, or one on this machine for the time of a run."""

from __future__ import annotations

import contextlib
import queue
import time
from concurrent.futures import CancelledError
from typing import Any

from indicators.engine.errors import EngineError
from indicators.engine.pools import Call, Done, _cores

_PATIENCE = "20s"  # for a scheduler to answer
_AHEAD = 2  # calls that wait at each worker, so that none is idle between two
_LOOK = 2.0  # seconds between looks at the cluster while nothing comes back
_WORKERLESS = 120.0  # seconds without any worker until the run is given up


class Dask:
    """Workers of dask.distributed.

    Parameters
    ----------
    address : of a scheduler, such as tcp://10.0.0.1:8786; None starts one here, on loopback
    workers : processes of the cluster started here
    memory : bytes that each of these may take
    """

    hard = True
    patience = 1  # a running scheduler tries itself before it gives up on a call

    def __init__(
        self, address: str | None = None, workers: int | None = None, memory: int | None = None
    ) -> None:
        try:
            import distributed
        except ImportError:
            way_out = "install it with: pip install 'county-health-indicators[cluster]'"
            raise EngineError(f"engine dask needs dask.distributed; {way_out}") from None
        self._distributed = distributed
        self._cluster = None if address else _local_cluster(workers or _cores(), memory)
        try:
            self._client = distributed.Client(address or self._cluster, timeout=_PATIENCE)
        except (OSError, TimeoutError):
            way_out = "check the address, and that the scheduler runs"
            raise EngineError(f"there is no scheduler at {address}; {way_out}") from None
        self._back: queue.SimpleQueue[tuple[Call, Any]] = queue.SimpleQueue()
        self._under_way: set[Any] = set()
        self._threads, self._looked, self._alive = 0, 0.0, time.monotonic()

    @property
    def dashboard(self) -> str:
        """The address of the cluster's own page."""
        return str(self._client.dashboard_link)

    def room(self) -> int:
        """So many that every worker has one in hand and one to come."""
        if time.monotonic() - self._looked > _LOOK:
            self._look()
        return max(1, self._threads) * _AHEAD - len(self._under_way)

    def _look(self) -> None:
        if self._client.status != "running":
            raise EngineError(_gone())
        try:
            self._threads = sum(self._client.nthreads().values())
        except (OSError, TimeoutError):
            raise EngineError(_gone()) from None
        self._looked = time.monotonic()
        if self._threads:
            self._alive = self._looked
        elif self._looked - self._alive > _WORKERLESS:
            raise EngineError("the cluster has no worker; start some and run again")

    def submit(self, call: Call) -> None:
        """Hand the call to the scheduler."""
        future = self._client.submit(call.function, *call.args, pure=False)
        self._under_way.add(future)
        future.add_done_callback(lambda back: self._back.put((call, back)))

    def next(self) -> Done:
        """The next call that comes back, or that the scheduler gave up."""
        while True:
            try:
                call, future = self._back.get(timeout=_LOOK)
            except queue.Empty:
                self._look()
                continue
            self._under_way.discard(future)
            return self._done(call, future)

    def _done(self, call: Call, future: Any) -> Done:
        # What a call gave may be lost with the worker that held it: it is then waited for again.
        try:
            error = future.exception()
            value = None if error else future.result()
        except (OSError, TimeoutError, CancelledError):
            raise EngineError(_gone()) from None
        died = isinstance(error, self._distributed.KilledWorker)
        return Done(call, value, None if died else error, died)

    def close(self) -> None:
        """Leave the cluster; end the one that was started here."""
        with contextlib.suppress(Exception):
            self._client.cancel(list(self._under_way))
        self._client.close(timeout=5)
        if self._cluster is not None:
            self._cluster.close(timeout=10)


def _gone() -> str:
    return "the scheduler is gone; start it and give the same command again: what is done is kept"


def _local_cluster(workers: int, memory: int | None) -> Any:
    options: dict[str, Any] = {
        "n_workers": workers,
        "threads_per_worker": 1,
        "memory_limit": memory or 0,
        "host": "127.0.0.1",
        "dashboard_address": "127.0.0.1:0",
        # With the default of 3, a document that ends its worker would take four of them each time.
        "scheduler_kwargs": {"allowed_failures": 0},
    }
    with contextlib.suppress(RuntimeError):  # a worker was killed before it was there
        return _started(options)
    try:
        return _started(options)
    except RuntimeError as error:
        way_out = "in a script, put the call under: if __name__ == '__main__'"
        raise EngineError(f"a local cluster cannot start ({error}); {way_out}") from None


def _started(options: dict[str, Any]) -> Any:
    import dask.config
    import distributed

    # To look at the stack of every worker 100 times a second costs more than it tells here.
    with dask.config.set({"distributed.worker.profile.enabled": False}):
        return distributed.LocalCluster(**options)
