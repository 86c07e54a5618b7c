"""Every numeral of a document is in exactly one place."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.documents import Document, read_all, read_sources
from indicators.extraction import extract

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
DIGITS = re.compile(r"[0-9０-９]")


def check(document):
    found = extract(document)
    # A figure said of several things has a row for each; those behind the first end in .2, .3.
    first = [r for r in found.observations if "." not in r["observation_id"].rpartition("#")[2]]
    others = {_span(r) for r in found.observations if r not in first}
    assert others <= set(map(_span, first))
    spans = sorted(map(_span, [*first, *found.unclaimed]))
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans)), "claimed twice"
    covered = {i for start, end in spans for i in range(start, end)}
    missed = [m.start() for m in DIGITS.finditer(document.body) if m.start() not in covered]
    assert not missed, [document.body[max(0, i - 8) : i + 8] for i in missed[:3]]


def _span(row):
    return row["start"], row["end"]


def documents(folder, sources=None):
    return read_all([folder], read_sources(sources) if sources else None)[0]


@pytest.mark.parametrize("document", documents(ROOT / "data" / "raw"), ids=lambda d: d.source_id)
def test_every_digit_of_every_note_is_in_one_table(document):
    check(document)


def test_every_digit_of_the_annotated_documents_is_in_one_table():
    for document in documents(ROOT / "tests" / "corpus" / "documents"):
        check(document)


@pytest.mark.skipif(
    not SHARED.exists(), reason="the development documents are not beside the project"
)
def test_every_digit_of_the_development_documents_is_in_one_table():
    originals = SHARED / "originals"
    for document in documents(originals, originals / "sources.csv"):
        check(document)
    for document in documents(SHARED / "dev" / "docs"):
        check(document)


PIECES = st.sampled_from(
    "2024年 3.6万人次 ，同比增长 27.93% 。 医院 4家 20余个 | \n 第三 65岁以上 1—6月 （ ） 由 到 百分点 1.2 近 "
    "以上 、 和 分别为 其中 居全市第一 ； 床位 张 (张) ： 去年 5月3日 3,000 元 12 / 10万 ‰ １５ “ ” A 1".split(
        " "
    )
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_digit_of_any_text_is_in_one_table(text):
    check(Document("d", "2024年统计", "", "2025", "", "330213", "", "", text))
