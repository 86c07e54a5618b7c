"""The loop of a run: hand out batches, take back results, give the documents of a batch whose
worker died another try, one by one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from indicators.engine.items import Item
from indicators.engine.parts import left_behind, part_path
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
    _again: deque[Batch] = field(default_factory=deque)
    _suspects: list[Batch] = field(default_factory=list)

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
            while self.pool.room() > 0 and (batch := self._next(given)) is not None:
                self.pool.submit(self._call(batch))
                under_way += 1
            if not under_way:
                break
            self._settle(self.pool.next())
            under_way -= 1
        for batch in self._suspects:
            self._try_alone(batch)

    def _next(self, given: Iterator[Batch]) -> Batch | None:
        return self._again.popleft() if self._again else next(given, None)

    def _call(self, batch: Batch) -> Call:
        # Longer than any document may take, as the worker ends itself over one that is slow.
        seconds = 60 + self.job.seconds * (len(batch) + 1)
        return Call(work, (self.job, batch), batch, seconds=seconds)

    def _settle(self, done: Done) -> None:
        if done.error is not None:
            raise done.error
        batch: Batch = done.call.tag
        if not done.died:
            result: Result = done.value
            self.failures.update(result.failures)
            self.progress.advance(batch, result.unusable + len(result.failures))
        else:
            self._retry(self._unfinished(batch))

    def _unfinished(self, batch: Batch) -> Batch:
        """What a dead worker leaves to do; it may have died with its part safe on disk."""
        there = left_behind(part_path(self.job.folder, (item.key for item in batch)))
        done = [item for item in batch if item.key in there]
        if done:
            self.progress.advance(done, sum(not usable for usable in there.values()))
        return [item for item in batch if item.key not in there]

    def _retry(self, batch: Batch) -> None:
        if len(batch) > 1:
            self.progress.say(f"a worker died; its {len(batch)} documents are tried one by one")
            self._again.extend([item] for item in batch)
        elif batch:
            self._suspects.append(batch)

    def _try_alone(self, batch: Batch) -> None:
        """One document with the workers to itself: if one dies now, nothing else can be the cause.

        On a cluster, a call that only waited at a worker that died is reported like the cause.
        """
        for _ in range(self.pool.patience):
            self.pool.submit(self._call(batch))
            done = self.pool.next()
            if not done.died:
                self._settle(done)
                return
            if not self._unfinished(batch):
                return
        self.failures[batch[0].key] = EXCESS
        self.progress.advance(batch, 1)
