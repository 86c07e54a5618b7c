"""A panel of invented series, and what is asked of each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from indicators.statistics.grouped import trends

POINTS = 20
_SERIES = 250_000  # of a file


def write_panel(folder: Path, rows: int, shuffled: bool) -> None:
    """Files of whole series in order, or of rows in no order; what is there is not made again."""
    folder.mkdir(parents=True, exist_ok=True)
    for nth, first in enumerate(range(0, rows // POINTS, _SERIES)):
        path = folder / f"{nth:05}.parquet"
        if path.exists():
            continue
        count = min(_SERIES, rows // POINTS - first)
        draw = np.random.default_rng([7, nth])
        series = np.repeat(np.arange(first, first + count), POINTS)
        if shuffled:  # over the whole table, not only inside the file
            series = draw.permutation(series) * 7919 % (rows // POINTS)
        frame = pl.DataFrame(
            {
                "series": series,
                "time": np.tile(np.arange(2005, 2005 + POINTS), count).astype(np.int32),
                "value": draw.normal(100, 10, series.size).round(1),
            }
        )
        frame.write_parquet(path.with_suffix(".tmp"), row_group_size=1 << 18)
        path.with_suffix(".tmp").replace(path)


def fitted(frame: pl.DataFrame) -> pl.DataFrame:
    """Least squares, Mann-Kendall and Theil-Sen of every series."""
    found = trends(frame["series"], frame["time"], frame["value"], engine="auto", offsets=False)
    return pl.DataFrame(found)


def means(folder: Path) -> pl.DataFrame:
    """The yardstick: a scan of the same files and the mean of every series."""
    scan = pl.scan_parquet(folder / "*.parquet")
    return scan.group_by("series").agg(pl.col("value").mean()).collect(engine="streaming")
