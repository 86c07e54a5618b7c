"""Kill workers, clients and schedulers at random moments; the bytes must be those of a quiet run.

    .venv/bin/python benchmarks/scale/kills.py FOLDER [--count 4000] [--times 20]

Kinds: a worker of processes, a worker of Dask, the client of either, the scheduler of a cluster.
Each trial is kept in FOLDER/kills.jsonl: a second start of the command does those that are missing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from client import _descendants
from generate import generate

HERE = Path(__file__).parent
KINDS = ("processes worker", "dask worker", "processes client", "dask client", "dask scheduler")


def client(docs: Path, out: Path, engine: str, *more: str) -> subprocess.Popen[str]:
    """A run in a process of its own."""
    command = [sys.executable, str(HERE / "client.py"), str(docs), str(out), engine, *more]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    return subprocess.Popen([*command, "--batch", "50"], **quiet)  # type: ignore[call-overload, no-any-return]


def finished(run: subprocess.Popen[str]) -> dict[str, Any] | None:
    """What a run told, None when it did not come to its end."""
    out, _ = run.communicate()
    return json.loads(out.strip().split("\n")[-1]) if run.returncode == 0 else None


def workers_of(pid: int) -> list[int]:
    """Descendants that run documents: those with the mark of a spawned process."""
    found = []
    for child in _descendants(str(pid)):
        try:
            line = Path(f"/proc/{child}/cmdline").read_bytes()
        except OSError:
            continue
        if b"spawn_main" in line:
            found.append(int(child))
    return found


def cluster(folder: Path) -> tuple[list[subprocess.Popen[bytes]], str]:
    """A scheduler and two workers, each a process, on loopback."""
    told = folder / "scheduler.json"
    told.unlink(missing_ok=True)
    common = ["--scheduler-file", str(told), "--host", "127.0.0.1", "--no-dashboard"]
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", *common, "--port", "0"]
    quiet = subprocess.DEVNULL
    processes = [subprocess.Popen(dask, stderr=quiet)]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", *common]
    more = ["--nworkers", "2", "--nthreads", "1"]
    processes.append(subprocess.Popen([*worker, *more], stderr=quiet))
    while not told.exists():
        time.sleep(0.1)
    return processes, json.loads(told.read_text())["address"]


def trial(kind: str, docs: Path, folder: Path, seconds: float, seed: str) -> dict[str, Any]:
    """One kill at a random moment of a run, and what came of it."""
    choose = random.Random(seed)
    out = folder / "trial"
    shutil.rmtree(out, ignore_errors=True)
    engine, victim = kind.split()
    others: list[subprocess.Popen[bytes]] = []
    more = ["--workers", "2"]
    if victim == "scheduler":
        others, address = cluster(folder)
        more = ["--scheduler", address]
    run = client(docs, out, engine, *more)
    moment = choose.uniform(0.5, seconds)
    time.sleep(moment)
    alive = run.poll() is None
    if victim == "scheduler":
        others[0].kill()
    elif victim == "client":
        run.kill()
    elif workers := workers_of(run.pid):
        os.kill(choose.choice(workers), signal.SIGKILL)
    told = finished(run)
    again = told is None
    for process in others:
        process.terminate()
        process.wait()
    if told is None:
        told = finished(client(docs, out, "processes", "--workers", "2"))
    assert told is not None, f"{kind} {seed}: the run did not come to its end"
    return told | {"kind": kind, "seed": seed, "moment": moment, "hit": alive, "resumed": again}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=4000)
    parser.add_argument("--times", type=int, default=20)
    given = parser.parse_args()
    generate(given.folder, given.count)
    docs, kept = given.folder / "docs", given.folder / "kills.jsonl"
    trials = (
        [json.loads(line) for line in kept.read_text().split("\n") if line] if kept.exists() else []
    )
    if not trials:
        quiet = finished(client(docs, given.folder / "quiet", "processes", "--workers", "2"))
        assert quiet is not None
        trials = [quiet | {"kind": "quiet", "seed": ""}]
        kept.write_text(json.dumps(trials[0]) + "\n")
    done = {(told["kind"], told["seed"]) for told in trials}
    for nth in range(given.times):
        for kind in KINDS:
            if (kind, str(nth)) not in done:
                told = trial(kind, docs, given.folder, trials[0]["seconds"] + 3, str(nth))
                trials.append(told)
                with kept.open("a") as file:
                    file.write(json.dumps(told) + "\n")
    report(trials)


def report(trials: list[dict[str, Any]]) -> None:
    """The one page."""
    quiet = trials[0]
    print(f"quiet run: {quiet['documents']} documents, tables {quiet['digest'][:12]}")
    for kind in KINDS:
        mine = [told for told in trials if told["kind"] == kind]
        count = Counter(
            hit=sum(told["hit"] for told in mine),
            resumed=sum(told["resumed"] for told in mine),
            same=sum(told["digest"] == quiet["digest"] for told in mine),
            once=sum(told["results"] == told["distinct"] == quiet["documents"] for told in mine),
            failed=sum(told["failures"] for told in mine),
        )
        print(
            f"{kind:18} {len(mine)} kills, {count['hit']} while it ran, {count['resumed']} resumed: "
            f"same bytes {count['same']}, every document once {count['once']}, "
            f"failures {count['failed']}"
        )


if __name__ == "__main__":
    main()
