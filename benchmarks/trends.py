"""How fast the trends of a million short series are, as ratios to a yardstick in the same run.

    .venv/bin/python benchmarks/trends.py [SERIES]

The yardstick is what Polars takes for the mean of every series. One core, processor time, best of
three. Machines are noisy: compare the ratios, not the seconds. scipy and pymannkendall through
pandas are measured on a sample and scaled, if they are installed. Memory is the peak of a process
of its own, above what it held once the panel stood in memory.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from importlib.util import find_spec

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from indicators.statistics.grouped import trends

POINTS = 20
SAMPLE = 300
Array = NDArray[np.float64]
# Libraries read these once, when they are imported.
ONE_THREAD = dict.fromkeys(
    ("POLARS_MAX_THREADS", "NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"
)
ENGINES = ("numpy", "numba") if find_spec("numba") else ("numpy",)


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Processor time of the best of a few runs, user and system, all threads."""
    best = float("inf")
    for _ in range(times):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def columns(series: int) -> tuple[NDArray[np.int64], Array, Array]:
    """Series, year and value, in order; one decimal, so that some values of a series are tied."""
    value = np.random.default_rng(20).normal(50, 5, (series, POINTS)) + np.arange(POINTS) * 0.2
    year = np.tile(np.arange(2004.0, 2004.0 + POINTS), series)
    return np.repeat(np.arange(series), POINTS), year, value.round(1).ravel()


def main() -> None:
    series = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    name, year, value = columns(series)
    frame = pl.DataFrame({"series": name, "value": value})
    yardstick = seconds(lambda: frame.group_by("series").agg(pl.col("value").mean()))
    print(f"{series:,} series x {POINTS} points; Polars group_by().mean(): {yardstick:.3f} s")
    kept = np.random.default_rng(21).random(value.size) >= 0.1
    shuffled = np.random.default_rng(22).permutation(value.size)
    offsets = np.arange(series + 1) * POINTS
    ordered, unknown = {"assume_sorted": True}, {"assume_sorted": False}
    cases = {
        "panel": ((None, year[:POINTS], value.reshape(-1, POINTS)), ordered),
        "rows, order known": ((offsets, year, value), ordered),
        "rows by name": ((name, year, value), unknown),
        "10% of values missing": ((offsets, year, np.where(kept, value, np.nan)), ordered),
        "10% of rows missing": ((name[kept], year[kept], value[kept]), unknown),
        "rows shuffled": ((name[shuffled], year[shuffled], value[shuffled]), unknown),
    }
    for engine in ENGINES:
        trends(*columns(100), engine=engine)  # compiled once
        for case, (given, known) in cases.items():
            taken = seconds(lambda g=given, k=known, e=engine: trends(*g, engine=e, **k))
            print(f"{engine:8}{case:24}{taken:8.3f} s {taken / yardstick:7.2f} x the yardstick")
    del cases, shuffled, kept
    peer = one_by_one(name[: SAMPLE * POINTS], year, value) / SAMPLE * series
    best = seconds(lambda: trends(offsets, year, value, assume_sorted=True), 1)
    print(
        f"pandas apply over scipy, pymannkendall (sample): {peer:.0f} s, {peer / best:.0f} x ours"
    )
    for engine in ENGINES:
        for kind in ("panel", "rows", "gaps", "shuffled"):
            print(
                f"memory above the panel, {engine}, {kind}: {memory(series, engine, kind):.0f} MiB"
            )


def one_by_one(name: NDArray[np.int64], year: Array, value: Array) -> float:
    """Seconds for the sample, series after series, with what is commonly used."""
    if not find_spec("pymannkendall"):
        return float("nan")
    import pymannkendall
    from scipy import stats

    def tests(part: pd.DataFrame) -> pd.Series:
        line = stats.linregress(part["year"], part["value"])
        sen = stats.theilslopes(part["value"], part["year"])
        kendall = pymannkendall.original_test(part["value"].to_numpy())
        reach = stats.t.ppf(0.975, len(part) - 2) * line.stderr
        return pd.Series([line.slope, reach, line.pvalue, *sen, kendall.z, kendall.p])

    frame = pd.DataFrame({"series": name, "year": year[: name.size], "value": value[: name.size]})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return seconds(lambda: frame.groupby("series")[["year", "value"]].apply(tests), 1)


def memory(series: int, engine: str, kind: str) -> float:
    """MiB at the peak of a new process above what it held before the call."""
    command = [sys.executable, __file__, "--memory", str(series), engine, kind]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(run.stdout)


def measure_memory(series: int, engine: str, kind: str) -> None:
    trends(*columns(100), engine=engine)
    _, year, value = columns(series)
    offsets = np.arange(series + 1) * POINTS
    if kind == "gaps":
        value[::10] = np.nan
    given = (offsets, year, value)
    if kind == "panel":
        given = (None, year[:POINTS].copy(), value.reshape(-1, POINTS))
        year = value
    known = kind != "shuffled"
    if not known:
        mixed = np.random.default_rng(22).permutation(value.size)
        given = tuple(column[mixed] for column in columns(series))
        del mixed
    before = resident()
    results = trends(*given, engine=engine, assume_sorted=known)
    print(max(peak() - before, 0.0) if results else 0.0)


def resident() -> float:
    """MiB in memory now; resets the peak where the system allows it."""
    try:
        with open("/proc/self/clear_refs", "w") as reset:
            reset.write("5")
    except OSError:
        pass
    with open("/proc/self/statm") as now:
        return int(now.read().split()[1]) * resource.getpagesize() / 2**20


def peak() -> float:
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    if not ONE_THREAD.items() <= os.environ.items():
        command = [sys.executable, *sys.argv]
        sys.exit(subprocess.run(command, env=os.environ | ONE_THREAD).returncode)
    if sys.argv[1:2] == ["--memory"]:
        measure_memory(int(sys.argv[2]), *sys.argv[3:])
    else:
        main()
