"""What a run tells while it goes on: a line a batch, with rate, failures and time left."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from indicators.engine.items import Item


@dataclass
class Progress:
    """Counts of a run; `total` is the input in bytes, `before` how many documents were done by
    earlier runs. Nothing of it reaches the tables."""

    tell: Callable[[str], None]
    total: int = 0
    clock: Callable[[], float] = time.monotonic
    documents: int = 0
    failures: int = 0
    before: int = 0
    _weight: int = 0
    _skipped: int = 0
    _batches: int = 0
    _began: float = field(default=-1.0)

    def skip(self, item: Item, before: bool) -> None:
        """A document has its result, from an earlier run or by another one with the same text."""
        self.before += before
        self._skipped += item.weight

    def advance(self, batch: Sequence[Item], failures: int) -> None:
        """A batch is done."""
        self._batches += 1
        self.documents += len(batch)
        self.failures += failures
        self._weight += sum(item.weight for item in batch)
        self.say(f"batch {self._batches}: {len(batch)} document{'s' * (len(batch) != 1)}")

    def start(self) -> None:
        """The first batch is about to be handed out."""
        self._began = self.clock()

    def say(self, what: str) -> None:
        """A line, and behind it how the run stands."""
        elapsed = max(self.clock() - self._began, 1e-9)
        rate = self.documents / elapsed
        line = f"{what}; {self.documents + self.before} done, {rate:.0f} documents/s"
        self.tell(f"{line}, {self.failures} failed{self._left(elapsed)}")

    def finish(self, out: str, failed: int) -> None:
        """The run is over."""
        took = duration(self.clock() - self._began)
        before = f", {self.before} of them by an earlier run" if self.before else ""
        done = f"{self.documents + self.before} documents done{before}, {failed} failed"
        self.tell(f"{out}: {done}; {took}")

    def _left(self, elapsed: float) -> str:
        ahead = self.total - self._skipped - self._weight
        if not self._weight or ahead <= 0:
            return ""
        return f", {duration(ahead * elapsed / self._weight)} left"


def duration(seconds: float) -> str:
    """Seconds as people say them.

    >>> duration(42), duration(600), duration(9000)
    ('42 s', '10 min', '2.5 h')
    """
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"
