"""Trends of a panel larger than memory, as ratios to a Polars scan and mean in the same run.

    .venv/bin/python benchmarks/scale/trends.py FOLDER [--rows 100000000] [--workers 2] [--kinds shuffled]

The panel is made once. Each kind (in order, shuffled) is kept in FOLDER/trends.json and not
measured again; measured in one process, the second finds the memory that the first has left.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from pathlib import Path

from client import Watch, processor_seconds
from panel import POINTS, fitted, means, write_panel

from indicators.engine import per_series


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=100_000_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--piece", type=int, default=1 << 21)
    parser.add_argument("--kinds", nargs="+", default=["in order", "shuffled"])
    given = parser.parse_args()
    kept = given.folder / "trends.json"
    results = json.loads(kept.read_text()) if kept.exists() else {}
    for kind in given.kinds:
        name = f"{given.rows} {kind}"
        panel = given.folder / f"{given.rows}-{kind.replace(' ', '-')}"
        write_panel(panel, given.rows, kind == "shuffled")
        if name not in results:
            results[name] = measured(panel, kind, given.workers, given.piece)
            kept.write_text(json.dumps(results, indent=1))
    for name, told in results.items():
        print(
            f"{name}: {told['seconds']:.1f} s, {told['seconds'] / told['yardstick']:.1f} x the scan "
            f"and mean ({told['yardstick']:.1f} s); processor {told['cpu']:.1f} s, "
            f"{told['cpu'] / told['yardstick_cpu']:.1f} x; worker {told['worker_mib']} MiB, "
            f"client {told['client_mib']} MiB; {told['series']} series"
        )


def measured(panel: Path, kind: str, workers: int, piece: int) -> dict[str, float]:
    """One run over a panel and its yardstick."""
    watch = Watch()
    watch.start()
    began, cpu = time.monotonic(), _processor()
    made = per_series(
        fitted,
        panel,
        panel.with_suffix(".trends"),
        ["series"],
        in_order=kind == "in order",
        rows=piece,
        workers=workers,
    )
    seconds, used = time.monotonic() - began, _processor() - cpu
    watch.over.set()
    watch.join()
    began, cpu = time.monotonic(), _processor()
    expected = len(means(panel))
    yardstick, yardstick_cpu = time.monotonic() - began, _processor() - cpu
    count = made.select("n").collect().height
    assert count == expected, (count, expected)
    assert kind != "in order" or made.select("n").collect()["n"].unique().to_list() == [POINTS]
    return {
        "seconds": seconds,
        "cpu": used,
        "yardstick": yardstick,
        "yardstick_cpu": yardstick_cpu,
        "worker_mib": watch.workers,
        "client_mib": watch.client,
        "series": count,
    }


def _processor() -> float:
    return sum(map(processor_seconds, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


if __name__ == "__main__":
    main()
