"""The rules of single figures, and of links and spans between rows."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.documents import Document
from indicators.tables import TABLES, TableFaults, observation_id, validate
from indicators.tables.aside import extracted, set_aside
from indicators.tables.columns import belongs_to
from indicators.tables.figures import in_evidence
from indicators.tables.links import link_faults, overlap_faults
from indicators.tables.rules import findings

ROW = dict.fromkeys(TABLES["observations"].names) | {
    "observation_id": "a#0-2",
    "source_id": "a",
    "indicator": "two_way_referrals",
    "measure": "level",
    "status": "actual",
    "period_basis": "unknown",
    "value": 20.0,
    "value_low": 20.0,
    "value_high": 20.0,
    "qualifier": "exact",
    "unit": "人次",
    "evidence": "转诊20人次",
    "start": 0,
    "end": 2,
    "rule": "before",
}
PERCENT = {"measure": "share", "unit": "%", "qualifier": "rounded"}
RANK = {"measure": "rank", "unit": "位"}


def said(**changes):
    return [what for what, _ in findings("observations", ROW | changes)]


def bounds(value, low, high):
    return {
        "value": float(value),
        "value_low": low,
        "value_high": high,
        "evidence": f"转诊{value}人次",
    }


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="exact"),
        pytest.param(bounds(20, 20.0, 30.0) | {"qualifier": "more_than"}, id="20余"),
        pytest.param(bounds(20, 20.0, None) | {"qualifier": "more_than"}, id="超20"),
        pytest.param(bounds(20, None, 20.0) | {"qualifier": "nearly"}, id="近20"),
        pytest.param(bounds(20, None, None) | {"qualifier": "approx"}, id="约20"),
        pytest.param(
            bounds(-5, -5.0, None) | PERCENT | {"measure": "change_pct", "qualifier": "nearly"},
            id="a fall by nearly 5%",
        ),
        pytest.param(bounds(100, 100.0, 100.0) | PERCENT, id="all of it"),
        pytest.param(
            bounds(103, 102.5, 103.5) | PERCENT
            | {"measure": "level", "indicator": "bed_occupancy_rate"},
            id="more patients than beds",
        ),
        pytest.param(bounds(3, 3.0, 3.0) | RANK, id="third"),
        pytest.param(bounds(5, None, 5.0) | {"measure": "rank", "unit": "%", "qualifier": "up_to"},
                     id="among the first 5%"),
        pytest.param({"observation_id": "a#0-2.2"}, id="second of one span"),
    ],
)  # fmt: skip
def test_what_documents_say_passes(changes):
    assert said(**changes) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (bounds(20, None, 30.0) | {"qualifier": "more_than"}, "has a bound at its value"),
        (bounds(20, 20.0, None) | {"qualifier": "up_to"}, "has a bound at its value"),
        (bounds(20, 19.0, 21.0), "the bounds of an exact figure differ"),
        (bounds(20, 30.0, 10.0), "value_low 30 is above value_high 10"),
        (bounds(20, 20.0, float("inf")) | {"qualifier": "more_than"}, "value_high is infinite"),
        (bounds(140, 139.5, 140.5) | PERCENT, "a share of 140%"),
        (bounds(-3, -3.5, -2.5) | PERCENT | {"measure": "level",
                                             "indicator": "health_literacy_rate"},
         "a level of -3%"),
        (bounds(-120, -120.5, -119.5) | PERCENT | {"measure": "change_pct"}, "a fall by 120%"),
        (bounds(2.5, 2.5, 2.5) | RANK, "a rank of 2.5"),
        (bounds(0, 0.0, 0.0) | RANK, "a rank of 0"),
        ({"unit": None, "measure": "share"}, "a share is in %, not nothing"),
        ({"evidence": "转诊19人次"}, "the evidence does not hold the figure 20"),
        ({"observation_id": "a#0-3"}, "the id is not that of a#0-2"),
        ({"part_of": "a#0-2"}, "a part of itself"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named(changes, words):
    assert any(words in what for what in said(**changes))


@pytest.mark.parametrize(
    ("evidence", "value"),
    [
        ("双向转诊3.6万人次", 36000),
        ("支出3亿2000万元", 320_000_000),
        ("下降0.25个百分点", -0.25),
        ("占六成", 60),
        ("增长2倍", 200),
        ("共1,234人次", 1234),
    ],
)
def test_a_figure_is_found_in_its_evidence_however_it_is_printed(evidence, value):
    assert in_evidence({"value": float(value), "evidence": evidence})


def test_dates_of_reduced_precision_exist():
    row = dict.fromkeys(TABLES["sources"].names) | {"published": "2025-13"}
    assert [what for what, _ in findings("sources", row)] == ["published 2025-13 does not exist"]
    assert not list(findings("sources", row | {"published": "2025-02"}))


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_hand_made_frames_need_no_types(frame):
    table = frame([ROW | {"value": 20, "value_low": 20}])
    assert validate(table, "observations") is table


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_a_line_break_behind_a_code_is_no_code(frame):
    row = dict.fromkeys(TABLES["sources"].names) | {"source_id": "a", "title": "t"}
    with pytest.raises(TableFaults, match=r"area_code is '330213\\n', not a code of six digits"):
        validate(frame([row | {"area_code": "330213\n"}]), "sources")


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_a_column_of_another_type_is_one_line(frame):
    with pytest.raises(TableFaults) as caught:
        validate(frame([ROW | {"area_code": 330213}, ROW | {"area_code": 110000}]), "observations")
    columns = [f.what for f in caught.value.faults if "of type" in f.what]
    assert len(columns) == 1
    assert columns[0].endswith("not string")


def test_what_is_no_frame_or_no_table_is_said():
    with pytest.raises(TypeError, match="give a pandas or Polars frame"):
        validate([ROW], "observations")
    with pytest.raises(ValueError, match="there is no table 'hospitals'"):
        validate(pd.DataFrame([ROW]), "hospitals")


def test_the_worst_fault_stands_first():
    rows = [ROW | {"period_start": "2023-02-30"}, ROW, ROW | {"value": 21.0}]
    with pytest.raises(TableFaults) as caught:
        validate(pd.DataFrame(rows), "observations")
    assert "more than one row has the same observation_id" in caught.value.faults[0].what
    assert len(caught.value.faults) > 3


def test_parents_do_not_form_a_circle():
    rows = [{"indicator": "a", "parent": "b"}, {"indicator": "b", "parent": "a"},
            {"indicator": "c", "parent": "a"}]  # fmt: skip
    assert {f.row for f in link_faults({"indicators": rows})} == {2}


SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12), st.booleans()), max_size=8, unique=True
)


@given(SPANS)
def test_any_two_rows_that_share_characters_are_found(spans):
    rows = [(start, start + length, claimed) for start, length, claimed in spans]
    tables = [
        [{"source_id": "a", "start": s, "end": e} for s, e, c in rows if c is claimed]
        for claimed in (True, False)
    ]
    clash = any(
        a[0] < b[1] and b[0] < a[1] and not (a[:2] == b[:2] and a[2] and b[2])
        for i, a in enumerate(rows)
        for b in rows[:i]
    )
    assert bool(list(overlap_faults(*tables))) == clash


def test_one_figure_may_be_two_observations_but_not_also_in_the_ledger():
    span = {"source_id": "a", "start": 0, "end": 2}
    assert not list(overlap_faults([span, span], []))
    assert list(overlap_faults([span, span], [span]))


@given(st.text(min_size=1), st.integers(0, 10**6), st.integers(1, 99), st.integers(1, 99))
def test_ids_belong_to_their_span_only(source, start, length, nth):
    given_id = observation_id(source, start, start + length, nth)
    assert belongs_to(given_id, source, start, start + length)
    assert not belongs_to(given_id, source, start, start + length + 1)
    assert not belongs_to(given_id + "x", source, start, start + length)


def test_a_figure_of_two_things_is_set_aside_once():
    body = "高血压、糖尿病患者规范管理率均达172%。"
    document = Document("a", "t", "", "2024", "", "330213", "", "", body)
    kept, notes = set_aside(document, extracted(document))
    assert kept.observations == []
    assert len(notes) == 2
    assert [(r["text"], r["reason"]) for r in kept.unclaimed] == [("172%", "not_understood")]
