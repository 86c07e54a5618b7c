"""Ties as a document tells them: each once, by its best telling, with the evidence of all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indicators.extraction.privacy import without_names


@dataclass(frozen=True)
class Event:
    """A tie as one sentence tells it, and where the document tells of it again."""

    kind: str
    provider: str
    recipient: str
    date: str
    planned: bool
    start: int
    end: int
    sent: bool = False  # told only by the doctors who came
    retold: tuple[tuple[int, int], ...] = ()


def merged(told: list[Event]) -> list[Event]:
    """Each tie once: done before planned, the finest date, the first telling before the others."""
    kept: dict[tuple[str, str, str], Event] = {}
    tied = {(e.provider, e.recipient) for e in told if e.kind != "assistance"}
    assisted = {(e.provider, e.recipient) for e in told if e.kind == "assistance" and not e.sent}
    # Doctors sent are how a tie works: they are one of their own where no other is told.
    told = [e for e in told if not e.sent or (e.provider, e.recipient) not in tied - assisted]
    for event in told:
        key = (event.kind, event.provider, event.recipient)
        known = kept.get(key)
        kept[key] = event if known is None else _both(known, event)
    return sorted(kept.values(), key=lambda event: (event.start, event.end))


def _both(known: Event, event: Event) -> Event:
    """One tie from two tellings; what was done is told by the sentence that says so."""
    done_now = known.planned and not event.planned
    first, other = (event, known) if done_now else (known, event)
    comparable = known.planned == event.planned
    finer = comparable and len(event.date) > len(first.date)
    spans = (*known.retold, (other.start, other.end))
    return replace(first, date=event.date if finer else first.date, retold=spans)


def evidence_of(text: str, event: Event) -> str:
    """What the document says of a tie: the first telling, then the others in their order."""
    told = [(event.start, event.end)]
    past = 0
    for start, end in sorted(event.retold):
        if start >= past and (end <= event.start or event.end <= start):
            told.append((start, end))
            past = end
    return " | ".join(without_names(text[start:end]) for start, end in told)
