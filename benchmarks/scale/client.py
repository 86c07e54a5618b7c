"""One run in a process of its own, so that what it takes can be told from the measuring.

client.py DOCS OUT ENGINE [--workers N] [--scheduler ADDRESS]     prints one line of JSON
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import threading
import time
from pathlib import Path

import indicators as ind
from indicators.engine.parts import read_keys


def processor_seconds(who: int) -> float:
    """Processor time of this process or of its children that have ended."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


class Watch(threading.Thread):
    """The largest resident size of any descendant that is a worker, and of this process, in MiB."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.workers, self.client, self.over = 0, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.5):
            sizes = {pid: _resident(pid) for pid in _descendants("self")}
            self.workers = max([self.workers, *sizes.values()])
            self.client = max(self.client, _resident("self"))


def _descendants(pid: str) -> list[str]:
    found: list[str] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            found += [child, *_descendants(child)]
    return found


def _resident(pid: str) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * resource.getpagesize() >> 20


def digest(out: Path) -> str:
    """One hash over the final tables: their paths and their bytes."""
    whole = hashlib.sha256()
    for path in sorted(out.rglob("*")):
        if path.is_file() and ".parts" not in path.parts:
            whole.update(f"{path.relative_to(out)}\0".encode())
            whole.update(path.read_bytes())
    return whole.hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("docs")
    parser.add_argument("out", type=Path)
    parser.add_argument("engine")
    parser.add_argument("--workers", type=int)
    parser.add_argument("--scheduler")
    parser.add_argument("--batch", type=int)
    given = parser.parse_args()
    options = {"workers": given.workers, "scheduler": given.scheduler, "batch": given.batch}
    watch = Watch()
    watch.start()
    began = time.monotonic()
    made = ind.extract(given.docs, given.out, engine=given.engine, format="parquet", **options)
    seconds = time.monotonic() - began
    watch.over.set()
    keys = [key for part in read_keys(given.out / ".parts" / "parts").values() for key in part]
    told = {
        "documents": made.documents,
        "before": made.before,
        "failures": len(made.failures),
        "rows": made.rows,
        "seconds": seconds,
        "client_cpu": processor_seconds(resource.RUSAGE_SELF),
        "workers_cpu": processor_seconds(resource.RUSAGE_CHILDREN),
        "worker_mib": watch.workers,
        "client_mib": watch.client,
        "results": len(keys),
        "distinct": len(set(keys)),
        "digest": digest(given.out),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
