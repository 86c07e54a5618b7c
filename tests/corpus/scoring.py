"""How well the corpus is read: figures found, claimed, and right in every field that is sure."""

from __future__ import annotations

import csv
import math
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from indicators.documents import read_all
from indicators.tables.aside import extracted, set_aside

HERE = Path(__file__).parent
DATES = ("period_start", "period_end")
ALIKE = ({"level", "share"}, {"change", "change_pct", "change_pp", "change_abs"})
EVENTS = {"人次", "次", "例次", "台次", "项次"}


@lru_cache(maxsize=1)
def truth():
    """The annotated figures by document."""
    figures = defaultdict(list)
    with open(HERE / "figures.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            figures[row["document"]].append(row)
    return figures


@lru_cache(maxsize=1)
def read():
    """What the program reads: rows of observations and of the ledger by document."""
    documents, faults = read_all([HERE / "documents"])
    assert not faults
    rows = {}
    for document in documents:
        found, _ = set_aside(document, extracted(document))
        dense = list(accumulate((not ch.isspace() for ch in document.body), initial=0))
        rows[document.source_id] = [
            (dense[row["start"]], dense[row["end"]], row)
            for row in (*found.observations, *found.unclaimed)
            if row.get("value") is not None
        ]
    return rows


def score(letters):
    """Shares of the figures in the documents whose names begin with one of `letters`.

    found, of all; claimed and exact, of those with an indicator; the rest, of the claimed ones
    that state the field; precision, of the observations.
    """
    tally = Counter()
    for document, figures in truth().items():
        if document[0] in letters:
            _score_document(figures, list(read()[document]), tally)
    shares = {
        name: tally[name, True] / tally[name] for name in {n for n in tally if isinstance(n, str)}
    }
    return shares


def _score_document(figures, rows, tally):
    used = set()
    for figure in sorted(figures, key=lambda f: f["core"] != "yes"):
        start = int(figure["place"])
        end = start + len(figure["printed"])
        hits = [
            (row.get("indicator") is None, row.get("indicator") != figure["indicator"], number)
            for number, (s, e, row) in enumerate(rows)
            if number not in used and s < end and e > start and _says(row, figure)
        ]
        _note(tally, "found", bool(hits))
        row = rows[min(hits)[2]][2] if hits else {}
        used.update([min(hits)[2]] if hits else [])
        claimed = bool(row.get("indicator"))
        right = claimed and _fields(row, figure, tally)
        if figure["indicator"]:
            _note(tally, "claimed", claimed)
            _note(tally, "exact", right)
    for number, (_, _, row) in enumerate(rows):
        if row.get("indicator"):
            _note(tally, "precision", number in used)


def _note(tally, name, ok):
    tally[name] += 1
    tally[name, True] += bool(ok)
    return ok


def _says(row, figure):
    close = math.isclose(row["value"], float(figure["value"]), rel_tol=1e-9, abs_tol=1e-12)
    return close and _sort(row["unit"]) == _sort(figure["unit"])


def _sort(unit):
    """Units that count alike: persons and institutions with any classifier, events, rates."""
    unit = unit.removeprefix("个").replace("1/10万", "/10万").replace("％", "%")
    if unit in EVENTS:
        return "event"
    if unit in ("天", "日"):
        return "day"
    return (
        unit
        if unit in ("%", "‰", "/10万", "元", "年", "岁", "百分点", "月", "公里", "分钟")
        else "count"
    )


def _fields(row, figure, tally):
    unsure = set(figure["unsure"].split())
    right = []
    if not unsure & {"low", "high", "value", "qualifier"}:
        bounds = [(row[c], figure[c]) for c in ("value_low", "value_high")]
        right.append(_note(tally, "bounds", all(_same(a, b) for a, b in bounds)))
    if figure["indicator"] and "codebook" not in unsure:
        right.append(_note(tally, "indicator", row["indicator"] == figure["indicator"]))
    if "measure" not in unsure:
        target = figure["measure"] == "target"
        right.append(_note(tally, "status", (row["status"] == "target") == target))
        if not target:
            right.append(_note(tally, "measure", _alike(row["measure"], figure["measure"])))
    if figure["area_code"] and not unsure & {"area", "area_code"}:
        right.append(_note(tally, "area", row["area_code"] == figure["area_code"]))
    if any(figure[c] for c in DATES) and not any(u.startswith("period") for u in unsure):
        right.append(_note(tally, "period", all(figure[c] in ("", row[c]) for c in DATES)))
    return all(right)


def _same(read_bound, printed):
    if read_bound is None or printed == "":
        return read_bound is None and printed == ""
    return math.isclose(read_bound, float(printed), rel_tol=1e-9, abs_tol=1e-12)


def _alike(one, other):
    return one == other or any({one, other} <= group for group in ALIKE)
