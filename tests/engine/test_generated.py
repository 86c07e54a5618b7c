"""Generated documents with known truth: a run finds what a small run finds, which is what is true."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
import pytest

import indicators as ind
from indicators.tables import extract_files

SCALE = Path(__file__).resolve().parents[2] / "benchmarks" / "scale"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Generated documents as records and as files, and the truth of both."""
    sys.path.insert(0, str(SCALE))
    from generate import generate

    folders = {form: tmp_path_factory.mktemp(form) for form in ("lines", "files")}
    for form, folder in folders.items():
        generate(folder, 60, form)
    yield folders
    sys.path.remove(str(SCALE))


def test_a_run_finds_what_a_small_run_finds(made, tmp_path):
    from truth import observed, score

    ind.extract(made["lines"] / "docs", tmp_path / "run", format="parquet", progress=False)
    files = [str(path) for path in (made["files"] / "docs").rglob("*.md")]
    extract_files(files, tmp_path / "small")
    truth = pl.scan_parquet(made["lines"] / "truth" / "*.parquet")
    scores = [score(observed(tmp_path / name), truth) for name in ("run", "small")]
    assert scores[0] == scores[1]
    assert scores[0]["figures"] > 1000
    assert scores[0]["recall"] > 0.99
    assert scores[0]["precision"] > 0.99
    assert scores[0]["exact"] > 0.9


def test_a_document_does_not_depend_on_how_many_are_made(made):
    from county_documents import document, documents

    alone, truth = document(7)
    assert list(documents(5, 9))[2] == (alone, truth)
    assert document(7, seed=2) != (alone, truth)
    for row in truth:
        assert any(c.isdecimal() for c in alone["text"][row["start"] : row["end"]])
