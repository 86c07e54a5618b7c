"""The work as tasks for doit: done again only when the content that it rests on has changed."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

from doit.action import BaseAction
from doit.control import TaskControl
from doit.dependency import Dependency, JSONCodec, MD5Checker, SqliteDB
from doit.exceptions import TaskFailed
from doit.runner import MThreadRunner, Runner
from doit.task import Stream, Task, dict_to_task

from indicators.reports.errors import ReportError
from indicators.reports.progress import Progress

_RECORD = ".doit.db"  # what was done, beside what was made
_TOOLS = ("pandas", "matplotlib", "nbclient", "nbconvert", "ipykernel", "fonttools", "zhplot")


class Call(BaseAction):
    """A function as an action; what it refuses is a failure in one line."""

    def __init__(self, function: Callable[[], object]) -> None:
        self.function = function
        self.out = self.err = self.task = None
        self.result: object = None
        self.values: dict[str, object] = {}

    def execute(self, out: object = None, err: object = None) -> object:
        """Call it: None when all went well."""
        try:
            found = self.function()
        except (ReportError, OSError) as error:
            return TaskFailed(str(error))
        self.values = {"value": found}
        return None


class Unchanged:
    """Up to date while what `look` finds is what it found after the last run."""

    def __init__(self, name: str, look: Callable[[], object]) -> None:
        self.name, self.look = name, look

    def __call__(self, task: Task, values: Mapping[str, object]) -> bool:
        """Whether it is; doit asks."""
        task.value_savers.append(lambda: {self.name: self.look()})
        return values.get(self.name) == self.look()


def task(
    name: str,
    function: Callable[[], object],
    inputs: Iterable[Path] = (),
    outputs: Sequence[Path] = (),
    rests_on: Mapping[str, Callable[[], object]] | None = None,
    after: Iterable[str] = (),
) -> Task:
    """One piece of work.

    Parameters
    ----------
    name : told in the progress
    function : does it
    inputs, outputs : files, by content; outputs changed by another hand are made again
    rests_on : further things it rests on, each by a function that looks at them
    after : tasks that come first
    """
    looks: dict[str, Callable[[], object]] = {
        "outputs": lambda: contents(outputs),
        "code": code_digest,
        **(rests_on or {}),
    }
    return dict_to_task(
        {
            "name": name,
            "actions": [Call(function)],
            "file_dep": [str(path) for path in inputs],
            "task_dep": list(after),
            "uptodate": [Unchanged(key, look) for key, look in looks.items()],
            "verbosity": 2,
        }
    )


def perform(
    tasks: Sequence[Task], record: Path, at_once: int = 1, quiet: bool = False
) -> list[object]:
    """Do what has to be done; `record` is the folder that keeps what was.

    Returns
    -------
    What each task's function gave back, now or when it was last called

    Raises
    ------
    ReportError
        Something failed: one line each. The other tasks are done all the same.
    """
    record.mkdir(parents=True, exist_ok=True)
    progress = Progress(len(tasks), quiet)
    manager = Dependency(SqliteDB, str(record / _RECORD), MD5Checker, JSONCodec)
    control = TaskControl(list(tasks))
    control.process(None)
    how: dict[str, Any] = {"continue_": True, "stream": Stream(2)}
    runner = (
        MThreadRunner(manager, progress, num_process=at_once, **how)
        if at_once > 1
        else Runner(manager, progress, **how)
    )
    runner.run_all(control.task_dispatcher())
    if progress.failures:
        raise ReportError("\n".join(progress.failures))
    return [task.values["value"] for task in tasks]


def contents(paths: Iterable[Path]) -> dict[str, str]:
    """The digest of every file; empty for one that is not there."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
        for path in paths
    }


@lru_cache(maxsize=1)
def code_digest() -> str:
    """What stands for the program: this package, what it draws with, and the Python it runs on."""
    told = hashlib.sha256(sys.version.encode())
    for tool in _TOOLS:
        told.update(f"{tool} {metadata.version(tool)}".encode())
    root = Path(str(files("indicators")))
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            told.update(path.relative_to(root).as_posix().encode())
            told.update(path.read_bytes())
    return told.hexdigest()
