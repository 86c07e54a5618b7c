"""Documents a second, cost and memory of each engine on generated documents.

    .venv/bin/python benchmarks/scale/measure.py FOLDER [--count 100000] [--engines serial processes dask]
    .venv/bin/python benchmarks/scale/measure.py FOLDER --count 1000000 --engines processes

What is measured is kept in FOLDER/measured.json and not measured again; a run that was stopped
goes on where it was, and its time is then marked as not whole. Give 10,000, 100,000 and 1,000,000
one after another to see whether cost and memory stay flat. Times need an otherwise idle machine;
processor time a document is less easily disturbed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import polars as pl
from county_documents import documents
from generate import generate
from truth import observed, score

from indicators.documents import parse_record
from indicators.tables.aside import extracted, set_aside

HERE = Path(__file__).parent
SAMPLE = 1000
SMALL = 100
WORKERS = 2


def bare_cost() -> float:
    """Processor milliseconds a document of extraction alone: read, extract, check its rows."""
    records = [record for record, _ in documents(0, SAMPLE + 50)]
    began = 0.0
    for nth, record in enumerate(records):
        if nth == 50:  # what is loaded once is loaded
            began = time.process_time()
        document = parse_record(record, "record")
        set_aside(document, extracted(document))
    return 1000 * (time.process_time() - began) / SAMPLE


def run(docs: Path, out: Path, engine: str) -> dict[str, Any]:
    """One run in a process of its own."""
    command = [sys.executable, str(HERE / "client.py"), str(docs), str(out), engine]
    if engine != "serial":
        command += ["--workers", str(WORKERS)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = json.loads(done.stdout.strip().split("\n")[-1])
    return told


def small_run(folder: Path) -> dict[str, float]:
    """Recall and precision on the first documents alone, by the way small runs are done."""
    small = folder / "small"
    generate(small, SMALL)
    if not (small / "out" / "observations").exists():
        run(small / "docs", small / "out", "serial")
    return score(observed(small / "out"), pl.scan_parquet(small / "truth" / "*.parquet"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--engines", nargs="+", default=["serial", "processes", "dask"])
    given = parser.parse_args()
    data = given.folder / str(given.count)
    generate(data, given.count)
    kept = given.folder / "measured.json"
    results = json.loads(kept.read_text()) if kept.exists() else {}
    for engine in given.engines:
        name = f"{given.count} {engine}"
        if name not in results:
            out = data / f"out-{engine}"
            results[name] = run(data / "docs", out, engine) | {"bare_ms": bare_cost()}
            truth = pl.scan_parquet(data / "truth" / "*.parquet")
            results[name]["score"] = score(observed(out), truth)
            kept.write_text(json.dumps(results, indent=1))
            shutil.rmtree(out)
    results["small"] = small_run(given.folder)
    kept.write_text(json.dumps(results, indent=1))
    report(results)


def report(results: dict[str, Any]) -> None:
    """The one page."""
    print(f"{'run':22}{'docs/s':>8}{'of 2x serial':>13}{'CPU ms/doc':>12}{'bare ms':>9}", end="")
    print(f"{'over ms':>9}{'worker MiB':>11}{'client MiB':>11}{'recall':>9}{'prec.':>8}  tables")
    for name, told in results.items():
        if name == "small":
            continue
        count, engine = name.split()
        serial = results.get(f"{count} serial")
        rate = told["documents"] / told["seconds"]
        share = rate / (WORKERS * serial["documents"] / serial["seconds"]) if serial else 0.0
        cost = 1000 * (told["client_cpu"] + told["workers_cpu"]) / told["documents"]
        shown = f"{share:.2f}" if serial and engine != "serial" else "-"
        print(f"{name:22}{rate:8.0f}{shown:>13}{cost:12.2f}{told['bare_ms']:9.2f}", end="")
        print(
            f"{cost - told['bare_ms']:9.2f}{told['worker_mib']:11}{told['client_mib']:11}", end=""
        )
        print(f"{told['score']['recall']:9.4f}{told['score']['precision']:8.4f}", end="")
        whole = " (not whole: resumed)" if told["before"] else ""
        print(f"  {told['digest'][:12]}{whole}")
    small = results["small"]
    print(f"first {SMALL} alone: recall {small['recall']:.4f}, precision {small['precision']:.4f}")


if __name__ == "__main__":
    main()
