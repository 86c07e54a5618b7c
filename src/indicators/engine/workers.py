"""The workers that a name stands for."""

from __future__ import annotations

from collections.abc import Callable

from indicators.engine.pools import Pool, Processes, Serial

ENGINES = ("serial", "processes", "dask")
LEAST = 1 << 30  # bytes with which a worker can load what it needs, and tell when it runs out


def workers_for(
    engine: str,
    scheduler: str | None = None,
    workers: int | None = None,
    memory: int | None = None,
    tell: Callable[[str], None] | None = None,
) -> Pool:
    """The workers of an engine, started or found.

    Raises
    ------
    EngineError
        They cannot be had.
    """
    if engine not in ENGINES:
        raise ValueError(f"engine is '{engine}'; use one of {', '.join(ENGINES)}")
    if engine == "serial":
        return Serial()
    if memory is not None and memory < LEAST:
        raise ValueError(f"memory is {memory} bytes; a worker needs {LEAST} (1 GiB) at least")
    if engine == "processes":
        return Processes(workers, memory)
    from indicators.engine.cluster import Dask

    cluster = Dask(scheduler, workers, memory)
    if tell is not None:
        tell(f"dashboard: {cluster.dashboard}")
    return cluster
