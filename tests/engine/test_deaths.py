"""Whatever dies, no row is lost, none is there twice, and the bytes are those of a quiet run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import engine_readers as readers
import pytest
from distributed import LocalCluster
from engine_notes import contents, write_notes

import indicators as ind
from indicators.engine.inputs import Inputs
from indicators.engine.parts import read_keys
from indicators.engine.pools import Done, Serial
from indicators.engine.progress import Progress
from indicators.engine.running import Loop, batches
from indicators.engine.work import Job

CLIENT = """
import sys, engine_readers, indicators as ind
if __name__ == "__main__":
    docs, out, engine = sys.argv[1:]
    ind.extract(docs, out, engine=engine, workers=2, batch=3, reader=engine_readers.slow)
"""


@pytest.fixture(scope="module")
def where():
    """Options for an engine with two workers; the cluster is the same for all tests."""
    options = {"n_workers": 2, "threads_per_worker": 1, "host": "127.0.0.1"}
    failures = {"allowed_failures": 0}
    cluster = LocalCluster(**options, dashboard_address=None, scheduler_kwargs=failures)
    yield {"processes": {"workers": 2}, "dask": {"scheduler": cluster.scheduler_address}}
    cluster.close()


def extract(paths, out, **options):
    return ind.extract(paths, out, progress=False, **options)


@pytest.fixture
def docs(tmp_path):
    return write_notes(tmp_path / "docs", 24)


@pytest.fixture
def quiet(docs, tmp_path):
    """What a run writes that nothing disturbs."""
    extract(docs, tmp_path / "quiet", engine="serial", format="parquet")
    return contents(tmp_path / "quiet")


@pytest.fixture
def poisoned(docs):
    (docs / "note-007-poison.md").write_bytes((docs / "note-007.md").read_bytes())
    return docs


def parts(out: Path) -> list[Path]:
    return list((out / ".parts" / "parts").glob("*.parquet"))


def wait_for(condition, seconds=60.0):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "nothing happened"
        time.sleep(0.02)


@contextmanager
def once_under_way(out: Path, act):
    """Do something as soon as the run in `out` has a first part."""

    def wait_and_act():
        wait_for(lambda: parts(out))
        act()

    thread = threading.Thread(target=wait_and_act)
    thread.start()
    yield
    thread.join()


def end_one_worker(docs: Path):
    """Kill one of the workers that `slow` readers told of."""
    pids = [int(path.name) for path in (docs.parent / "pids").iterdir()]
    os.kill(max(pids), signal.SIGKILL)


def each_once(out: Path) -> bool:
    keys = [key for found in read_keys(out / ".parts" / "parts").values() for key in found]
    return len(keys) == len(set(keys)) == 24


@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_a_worker_that_is_killed_costs_nothing(docs, quiet, tmp_path, where, engine):
    out = tmp_path / "out"
    with once_under_way(out, lambda: end_one_worker(docs)):
        options = {"batch": 3, "reader": readers.slow, "format": "parquet"}
        made = extract(docs, out, **options, **where[engine])
    assert made.failures == []
    assert contents(out) == quiet
    assert each_once(out)


@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_a_document_that_ends_its_worker_takes_no_neighbour_along(
    poisoned, tmp_path, where, engine
):
    out = tmp_path / "out"
    made = extract(poisoned, out, batch=8, reader=readers.ends_worker, **where[engine])
    assert [Path(f["file"]).name for f in made.failures] == ["note-007-poison.md"]
    assert made.failures[0]["reason"] == "takes more time or memory than it may, or ends its worker"
    assert len(made.tables.sources) == 24


@pytest.mark.parametrize(
    ("reader", "limits"),
    [
        pytest.param(readers.never_ends, {"timeout": 0.5}, id="time"),
        pytest.param(readers.takes_all_memory, {"memory": 2 << 30}, id="memory"),
    ],
)
def test_a_document_gets_no_more_than_it_may_take(poisoned, tmp_path, reader, limits):
    made = extract(
        poisoned, tmp_path / "out", engine="processes", workers=1, reader=reader, **limits
    )
    assert [Path(f["file"]).name for f in made.failures] == ["note-007-poison.md"]
    assert len(made.tables.sources) == 24


def test_in_this_process_too_a_document_has_its_time(poisoned, tmp_path):
    options = {"reader": readers.never_ends, "timeout": 0.3}
    made = extract(poisoned, tmp_path / "out", engine="serial", **options)
    assert [Path(f["file"]).name for f in made.failures] == ["note-007-poison.md"]


def test_what_failed_for_want_of_time_is_tried_again(poisoned, tmp_path):
    out = tmp_path / "out"
    extract(poisoned, out, engine="serial", reader=readers.never_ends, timeout=0.3)
    made = extract(poisoned, out, engine="serial")
    assert (made.before, made.failures) == (24, [])


@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_a_client_that_is_killed_goes_on_where_it_was(docs, quiet, tmp_path, engine):
    out = tmp_path / "out"
    client = subprocess.Popen(
        [sys.executable, "-c", CLIENT, str(docs), str(out), engine], stderr=subprocess.DEVNULL
    )
    wait_for(lambda: len(parts(out)) >= 2)
    client.kill()
    client.wait()
    workers = [int(path.name) for path in (docs.parent / "pids").iterdir()]
    wait_for(lambda: not any(Path(f"/proc/{pid}/cmdline").exists() for pid in workers), 20)
    made = extract(docs, out, engine="serial", format="parquet")
    assert 6 <= made.before < 24
    assert contents(out) == quiet
    assert each_once(out)


def test_a_scheduler_that_is_killed_is_told_and_the_run_goes_on_without_it(docs, quiet, tmp_path):
    out, told = tmp_path / "out", tmp_path / "scheduler.json"
    here = ["--scheduler-file", str(told)]
    local = ["--host", "127.0.0.1", "--no-dashboard"]
    start = [sys.executable, "-m", "distributed.cli.dask_scheduler", *here, *local, "--port", "0"]
    scheduler = subprocess.Popen(start, stderr=subprocess.DEVNULL)
    start = [sys.executable, "-m", "distributed.cli.dask_worker", *here, *local, "--no-nanny"]
    worker = subprocess.Popen([*start, "--nthreads", "1"], stderr=subprocess.DEVNULL)
    try:
        wait_for(told.exists)
        address = json.loads(told.read_text())["address"]
        options = {"batch": 3, "reader": readers.slow, "scheduler": address}
        with (
            once_under_way(out, scheduler.kill),
            pytest.raises(ind.EngineError, match="scheduler is gone"),
        ):
            extract(docs, out, **options)
    finally:
        for process in (scheduler, worker):
            process.terminate()
            process.wait()
    made = extract(docs, out, engine="serial", format="parquet")
    assert made.before >= 3
    assert contents(out) == quiet
    assert each_once(out)


class Forgetful(Serial):
    """Does every call, and says of the first that its worker died."""

    told = False

    def next(self):
        done = super().next()
        died, self.told = not self.told, True
        return Done(done.call, None if died else done.value, died=died)


def test_a_worker_that_dies_after_its_part_is_safe_leaves_nothing_to_do(docs, tmp_path):
    inputs = Inputs([str(docs)])
    lines = []
    loop = Loop(Forgetful(), Job(tmp_path, Path("none"), 60, hard=False), Progress(lines.append))
    loop.run(batches(inputs.items(inputs.files()), 10))
    keys = [key for found in read_keys(tmp_path).values() for key in found]
    assert len(keys) == len(set(keys)) == loop.progress.documents == 24
    assert not any("one by one" in line for line in lines)
