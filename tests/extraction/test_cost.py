"""What a document costs grows with its length, whatever it says."""

from __future__ import annotations

import itertools
import time

import pytest

from indicators.documents import Document
from indicators.extraction import extract
from indicators.extraction.repeats import mark_repeats
from indicators.extraction.sentences import spans
from indicators.extraction.spans import Covered

TEXTS = {
    "one endless sentence": "床位100张,比上年增长10%," * 700,
    "one fact in many values": "".join(f"床位{n}张。" for n in range(1_500)),
    "one fact, rounded": "".join(f"门诊{n / 7:.2f}万人次。" for n in range(1_200)),
    "ties without a full stop": "县人民医院与浙江医院签约," * 800,
    "ties of many parties": "县人民医院、" * 2_000 + "与浙江医院签约",
    "teams without end": "宁波选派医疗队常驻" * 1_500,
    "verbs without parties": "对口支援与浙江医院的建立合作" * 1_000,
    "places and figures": "在宁波市床位5张," * 1_200,
    "no punctuation": "床位张医院门诊人次" * 2_000,
    "a row of cells": "|1" * 10_000,
    "a long table": "地区|床位(张)\n" + "".join(f"某地{n}|{n}\n" for n in range(1_000)),
}


def document(body: str) -> Document:
    return Document("d", "t", "", "2024", "", "330213", "", "", body)


def cost(body: str) -> float:
    """Seconds of processor time, the best of three runs."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        extract(document(body))
        best = min(best, time.process_time() - began)
    return best


@pytest.mark.parametrize("name", TEXTS)
def test_four_times_the_text_costs_about_four_times_as_much(name: str) -> None:
    """A quadratic step would cost sixteen times as much."""
    body = TEXTS[name]
    cost("床位5张。")  # what is read once for all documents
    assert cost(body) < 9 * cost(body[: len(body) // 4]) + 0.005


def test_an_endless_sentence_is_cut_behind_a_mark() -> None:
    text = "床位1,234张、" * 500
    cut = [text[start:end] for start, end in spans(text)]
    assert "".join(cut) == text
    assert max(map(len, cut)) <= 1_000
    assert all(piece.endswith("、") for piece in cut)


def test_a_stretch_without_any_mark_is_cut_too() -> None:
    assert [end - start for start, end in spans("床" * 2_500)] == [1_000, 1_000, 500]


def test_every_figure_of_an_endless_sentence_is_told_once() -> None:
    body = "门诊1234人次,床位5张,全市第3名," * 200
    found = extract(document(body))
    told = sorted((r["start"], r["end"]) for r in [*found.observations, *found.unclaimed])
    assert len(told) == 600
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(told))


def test_the_first_telling_is_found_behind_many_others() -> None:
    rows = [
        {
            "observation_id": f"o{n}", "start": n, "indicator": "beds", "measure": "level",
            "status": "actual", "area_code": "330213", "organisation": "", "breakdown": "",
            "rank_pool": "", "unit": "张", "period_start": "2024-12-31",
            "period_end": "2024-12-31", "value": value, "value_low": value, "value_high": value,
        }
        for n, value in enumerate([*map(float, range(300)), 7.0, 7.0, 250.0])
    ]  # fmt: skip
    marked = [row["repeat_of"] for row in mark_repeats(rows)]
    assert marked == [""] * 300 + ["o7", "o7", "o250"]


def test_spans_cover_what_lies_in_any_of_them() -> None:
    covered = Covered([(10, 40), (12, 15), (50, 60)])
    assert [covered.overlaps(start, start + 1) for start in (9, 10, 20, 39, 40, 55)] == [
        False, True, True, True, False, True,
    ]  # fmt: skip
