"""What a run tells while it goes: each page by its name, with the time it took."""

from __future__ import annotations

import sys
import time
from typing import Any


class Progress:
    """A reporter for doit: one line a task that was done, the failures kept for the end."""

    desc = "pages with their times"

    def __init__(self, total: int, quiet: bool = False) -> None:
        self.failures: list[str] = []
        self.done: list[str] = []
        self.kept = 0
        self._total, self._quiet = total, quiet
        self._begun: dict[str, float] = {}

    def execute_task(self, task: Any) -> None:
        """A task begins."""
        self._begun[task.name] = time.perf_counter()

    def add_success(self, task: Any) -> None:
        """A task is done: say so, with its time."""
        self.done.append(task.name)
        self._say(task.name, f"{time.perf_counter() - self._begun[task.name]:.1f} s")

    def skip_uptodate(self, task: Any) -> None:
        """A task has nothing to do."""
        self.kept += 1

    def add_failure(self, task: Any, fail: Any) -> None:
        """A task failed: why is told when all are through."""
        self.failures.append(f"{task.name}: {fail.message}" if self._total > 1 else fail.message)
        self._say(task.name, "failed")

    def _say(self, name: str, what: str) -> None:
        if self._quiet:
            return
        number = len(self.done) + len(self.failures) + self.kept
        width = len(str(self._total))
        print(f"[{number:{width}}/{self._total}] {name}  {what}", file=sys.stderr, flush=True)

    def runtime_error(self, message: str) -> None:
        """The tasks themselves are wrong."""
        self.failures.append(message)

    def __getattr__(self, name: str) -> Any:
        """Whatever else doit tells needs no answer."""
        if name.startswith("_") or name == "initialize":
            raise AttributeError(name)
        return lambda *_: None
