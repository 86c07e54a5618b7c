"""Human decisions applied to an extraction; those that no longer fit are reported."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from indicators.documents import Document, DocumentError, mend
from indicators.extraction.corrections import NUMBERS, REJECT, TEXTS, Correction, Decisions
from indicators.extraction.extract import Extraction
from indicators.extraction.privacy import without_names
from indicators.extraction.repeats import mark_repeats

Row = dict[str, object]
Figure = tuple[int, int, int]  # start, end, and which of the observations of that span
# Claimed first, then its value (which sets the bounds), then what else is said of it.
_ORDER = {"indicator": 0, "value": 1, REJECT: 3}
_AROUND = (30, 20)  # characters of the sentence kept as evidence for a figure claimed by hand


def decided(
    document: Document, found: Extraction, decisions: Decisions
) -> tuple[Extraction, list[DocumentError]]:
    """An extraction with the decisions about its document, and those that no longer fit."""
    about_it = decisions.by_source.get(document.source_id, [])
    return corrected(document, found, about_it, decisions.path) if about_it else (found, [])


def corrected(
    document: Document, found: Extraction, corrections: list[Correction], path: str | Path
) -> tuple[Extraction, list[DocumentError]]:
    """The extraction with the corrections of its document, and those that no longer fit.

    All corrections of one figure hold together, or none does: one that is no longer printed at
    its place, or whose bounds or days would contradict each other, leaves the figure as it was.
    """
    observations = {_figure(row): dict(row) for row in found.observations}
    ledger = {_figure(row): dict(row) for row in found.unclaimed}
    misfits = []
    for figure, decisions in _by_figure(corrections).items():
        row = observations.get(figure) or ledger.get(figure)
        wrong = _not_there(document, row, decisions) or _change(
            document, row or {}, decisions, observations, ledger
        )
        misfits += [_misfit(path, document, decision, wrong) for decision in decisions if wrong]
    kept = {str(row["observation_id"]) for row in observations.values()}
    rows = [
        row if row["part_of"] in kept else row | {"part_of": ""}
        for _, row in sorted(observations.items())
    ]
    rest = [row for _, row in sorted(ledger.items())]
    return Extraction(found.source, mark_repeats(rows), found.partnerships, rest), misfits


def _figure(row: Row) -> Figure:
    """The span of a row, and the number at the end of its id, 1 where none stands."""
    nth = str(row.get("observation_id", "")).rpartition("#")[2].partition(".")[2]
    return int(str(row["start"])), int(str(row["end"])), int(nth or 1)


def _by_figure(corrections: list[Correction]) -> dict[Figure, list[Correction]]:
    by_figure: dict[Figure, list[Correction]] = defaultdict(list)
    for correction in sorted(corrections, key=lambda c: (_ORDER.get(c.field, 2), c.line)):
        by_figure[correction.figure].append(correction)
    return by_figure


def _misfit(
    path: str | Path, document: Document, decision: Correction, wrong: str
) -> DocumentError:
    what = f"row {decision.line} no longer fits: {document.source_id} {wrong}"
    return DocumentError(path, what, "move it to the figure's new place or remove it")


def _not_there(document: Document, row: Row | None, decisions: list[Correction]) -> str:
    for decision in decisions:
        printed = "".join(document.body[slice(*decision.span)].split())
        if row is None or printed != "".join(decision.text.split()):
            return f"has no '{decision.text}' there"
    return ""


def _change(
    document: Document, row: Row, decisions: list[Correction],
    observations: dict[Figure, Row], ledger: dict[Figure, Row],
) -> str:  # fmt: skip
    """Apply the decisions about one figure; what is wrong with them, "" when nothing is."""
    figure, claimed = _figure(row), "indicator" in row
    fields = {decision.field for decision in decisions}
    if REJECT in fields:
        if not claimed:
            return "has no observation there to reject"
        rejected = _rejected(document, observations.pop(figure))
        if not any(other[:2] == figure[:2] for other in observations):
            ledger[(*figure[:2], 1)] = rejected  # it is no longer said of anything
        return ""
    if not claimed:
        if "indicator" not in fields:
            return "has no observation there; name its indicator to claim the figure"
        if row["value"] is None and "value" not in fields:
            return "has a numeral there without a value; give its value to claim it"
        row = _promoted(document, row)
    whole = next((d.value for d in decisions if d.field == "part_of" and d.value), "")
    if whole and not any(other["observation_id"] == whole for other in observations.values()):
        return f"has no observation {whole} that it could be a part of"
    changed = row | {"rule": _rule(row, decisions)}
    for decision in decisions:
        changed |= _new(decision)
    changed |= _basis(changed)
    wrong = _contradiction(changed)
    if not wrong:
        ledger.pop(figure, None)
        observations[figure] = changed
    return wrong


def _new(decision: Correction) -> Row:
    """The fields that a decision sets: a new value is exact unless its bounds are given too."""
    if decision.field not in NUMBERS:
        return {decision.field: decision.value}
    number = float(decision.value) if decision.value else None
    if decision.field == "value":
        return {"value": number, "value_low": number, "value_high": number, "qualifier": "exact"}
    return {decision.field: number}


def _basis(row: Row) -> Row:
    known = bool(row["period_start"] or row["period_end"])
    if known == (row["period_basis"] != "unknown"):
        return {}
    return {"period_basis": "stated" if known else "unknown"}


def _contradiction(row: Row) -> str:
    first, last = str(row["period_start"]), str(row["period_end"])
    if first and last and first > last:
        return f"would have a period from {first} to {last}"
    value, low, high = (row[name] for name in NUMBERS)
    numbers = [float(str(n)) for n in (low, value, high) if n is not None]
    if numbers != sorted(numbers):
        return f"would have the value {value} outside {low}..{high}"
    return ""


def _rule(row: Row, decisions: list[Correction]) -> str:
    reasons = dict.fromkeys(decision.reason for decision in decisions)
    return f"{row['rule']}; corrected: {', '.join(reasons)}"


def _rejected(document: Document, row: Row) -> Row:
    start, end, _ = _figure(row)
    kept = {name: row[name] for name in ("source_id", "start", "end", *NUMBERS, "unit")}
    return kept | {"text": document.body[start:end], "kind": "quantity", "reason": "corrected"}


def _promoted(document: Document, row: Row) -> Row:
    """A figure of the ledger as an observation; what is not known is left open."""
    start, end, _ = _figure(row)
    low, high = row["value_low"], row["value_high"]
    blank = dict.fromkeys((*TEXTS, "repeat_of"), "")
    return blank | {
        "observation_id": f"{document.source_id}#{start}-{end}",
        "source_id": document.source_id,
        "measure": "level",
        "status": "actual",
        "area_code": document.area_code,
        "period_basis": "unknown",
        **{name: row[name] for name in NUMBERS},
        "qualifier": _qualifier(low, high),
        "unit": row["unit"],
        "evidence": _evidence(document, start, end),
        "start": start,
        "end": end,
        "rule": "by hand",
    }


def _qualifier(low: object, high: object) -> str:
    if low is not None and low == high:
        return "exact"
    if low is None and high is None:
        return "approx"
    return "at_least" if high is None else "up_to" if low is None else "rounded"


def _evidence(document: Document, start: int, end: int) -> str:
    """The words around a figure, as evidence of extracted figures is kept: without names."""
    before, behind = _AROUND
    words = document.body[max(0, start - before) : end + behind]
    figure = mend(document.body[start:end]).text
    return without_names(" ".join(mend(words).text.split()), figure)
