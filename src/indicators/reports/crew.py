"""Processes that make pages side by side, one for each thread that asks."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from types import TracebackType
from typing import Any

from indicators.reports.errors import ReportError

_COMMAND = [sys.executable, "-m", "indicators.reports.worker"]
_PATIENCE = 5  # seconds a worker has to put its kernel away


class Crew:
    """Workers, started when first needed and ended together: `with Crew() as crew: crew.do(job)`.

    Processes of their own, because notebooks are run by kernels that a worker has to wait for
    and put away, and because one that is killed must not take the others with it.
    """

    def __init__(self) -> None:
        self._mine = threading.local()
        self._all: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._all:
            if error is not None:
                worker.terminate()
            elif worker.stdin:
                worker.stdin.close()
        for worker in self._all:
            try:
                worker.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()

    def do(self, job: dict[str, Any]) -> None:
        """Have a job done; the thread waits for it.

        Raises
        ------
        ReportError
            The job cannot be done, or its worker died.
        """
        worker = self._worker()
        assert worker.stdin is not None
        assert worker.stdout is not None
        try:
            worker.stdin.write(json.dumps(job) + "\n")
            worker.stdin.flush()
            answer = worker.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise ReportError("the process that made it died; is there enough memory?")
        if "error" in (found := json.loads(answer)):
            raise ReportError(found["error"])

    def _worker(self) -> subprocess.Popen[str]:
        """The thread's own worker, a new one when it has none or the last one died."""
        worker: subprocess.Popen[str] | None = getattr(self._mine, "worker", None)
        if worker is None or worker.poll() is not None:
            worker = self._mine.worker = subprocess.Popen(
                _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
            )
            self._all.append(worker)
        return worker
