"""The loop of a run: hand out batches, take back results, give the documents of a batch whose
worker died another try, one by one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from indicators.engine.items import Item
from indicators.engine.pools import Call, Done, Pool
from indicators.engine.progress import Progress
from indicators.engine.work import EXCESS, Job, Result, work

BATCH = 200
_BYTES = 8 << 20
Batch = list[Item]


def batches(items: Iterable[Item], size: int = BATCH, limit: int = _BYTES) -> Iterator[Batch]:
    """Items in batches of at most `size` documents and, unless one alone is larger, `limit` bytes.

    >>> [len(b) for b in batches([Item(str(n), b"") for n in range(5)], 2)]
    [2, 2, 1]
    """
    batch: Batch = []
    weight = 0
    for item in items:
        if batch and (len(batch) >= size or weight + item.weight > limit):
            yield batch
            batch, weight = [], 0
        batch.append(item)
        weight += item.weight
    if batch:
        yield batch


@dataclass
class Loop:
    """A run under way: `failures` are those that another run may mend, by key."""

    pool: Pool
    job: Job
    progress: Progress
    failures: dict[bytes, tuple[str, str]] = field(default_factory=dict)
    _again: deque[Call] = field(default_factory=deque)

    def run(self, given: Iterator[Batch]) -> None:
        """Have every batch done.

        Raises
        ------
        EngineError
            The cluster is gone, or a worker runs other code.
        OSError
            The results cannot be written.
        """
        under_way = 0
        while True:
            while self.pool.room() > 0 and (call := self._next_call(given)) is not None:
                self.pool.submit(call)
                under_way += 1
            if not under_way:
                return
            done = self.pool.next()
            under_way -= 1
            self._settle(done)

    def _next_call(self, given: Iterator[Batch]) -> Call | None:
        if self._again:
            return self._again.popleft()
        batch = next(given, None)
        return None if batch is None else self._call(batch)

    def _call(self, batch: Batch, tries: int = 0) -> Call:
        # Longer than any document may take, as the worker ends itself over one that is slow.
        seconds = 60 + self.job.seconds * (len(batch) + 1)
        return Call(work, (self.job, batch), batch, tries, seconds)

    def _settle(self, done: Done) -> None:
        if done.error is not None:
            raise done.error
        batch: Batch = done.call.tag
        if not done.died:
            result: Result = done.value
            self.failures.update(result.failures)
            self.progress.advance(batch, result.unusable + len(result.failures))
        elif len(batch) > 1:
            self.progress.say(f"a worker died; its {len(batch)} documents are tried one by one")
            self._again.extend(self._call([item]) for item in batch)
        elif done.call.tries + 1 < self.pool.patience:
            self._again.append(self._call(batch, done.call.tries + 1))
        else:
            self.failures[batch[0].key] = EXCESS
            self.progress.advance(batch, 1)
