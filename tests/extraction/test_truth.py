"""Against annotated documents and published facts, where they lie beside the project."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from indicators.codebook import indicators
from indicators.documents import read_all, read_sources
from indicators.extraction import extract
from indicators.tables import extract_files

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "score.py").exists(), reason="the annotated documents are not beside the project"
)
FIELDS = (
    "indicator", "measure", "status", "value", "value_low", "value_high", "unit", "area_code",
    "period_start", "period_end",
)  # fmt: skip
NOTES = {
    "000_539d4c557a1ff2a2": "2021-zhejiang-hospital-mountain-sea",
    "001_5a98b4c48c11b5c0": "2020-zhejiang-hospital-warm-care",
    "002_c453129873820a71": "2018-jiaxing-second-hospital-shanghai",
    "003_dac43fb778d8b2f2": "2018-changshan-provincial-care",
    "004_a2a3c05c5a65e089": "2025-fenghua-public-hospitals",
}


def scores(tmp_path, documents, gold, sources=None, *options):
    extract_files([documents], tmp_path, sources)
    command = [
        sys.executable, SHARED / "score.py", "--gold", gold, "--docs", documents, "--json",
        "--observations", tmp_path / "observations.csv", "--unclaimed", tmp_path / "unclaimed.csv",
    ]  # fmt: skip
    done = subprocess.run(
        [*map(str, command), *options], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def stated(row):
    """What a row states; a period carried over from another paragraph is no statement."""
    carried = row["period_basis"] == "carried"
    return tuple("" if carried and f.startswith("period") else row[f] for f in FIELDS)


def below(found, wanted):
    return {name: (found[name], least) for name, least in wanted.items() if found[name] < least}


def test_the_originals_are_read(tmp_path):
    originals = SHARED / "originals"
    found = scores(
        tmp_path, originals, SHARED / "gold/originals.jsonl", originals / "sources.csv", "--core"
    )
    assert not below(
        found, {"found": 1, "claimed": 1, "bounds": 1, "precision": 0.96, "exact": 0.94}
    )


def test_the_development_documents_are_read(tmp_path):
    found = scores(tmp_path, SHARED / "dev/docs", SHARED / "dev/gold.jsonl")
    wanted = {
        "found": 0.96, "claimed": 0.92, "precision": 0.96, "measure": 0.97, "area": 0.97,
        "period": 0.92, "bounds": 0.99, "exact": 0.85,
    }  # fmt: skip
    assert not below(found, wanted)


def test_the_notes_say_the_same_core_figures_as_the_originals():
    originals = SHARED / "originals"
    texts, _ = read_all([originals], read_sources(originals / "sources.csv"))
    notes = {d.source_id: d for d in read_all([ROOT / "data" / "raw"])[0]}
    core = defaultdict(list)
    for line in (SHARED / "gold/originals.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["core"]:
            core[row["doc"]].append(row["codebook"])
    for text in texts:
        said, restated = (
            {stated(r) for r in extract(d).observations if r["indicator"] in core[d_id]}
            for d, d_id in ((text, text.source_id), (notes[NOTES[text.source_id]], text.source_id))
        )
        assert said == restated, text.source_id


def test_the_published_facts_come_out_of_the_notes():
    found = defaultdict(set)
    for document in read_all([ROOT / "data" / "raw"])[0]:
        for r in extract(document).observations:
            key = (
                r["indicator"],
                round(float(r["value"]), 9),
                r["area_code"],
                r["period_start"],
                r["period_end"],
            )
            found[document.source_id].add(key)
    with open(SHARED / "sources/facts.csv", encoding="utf-8", newline="") as file:
        facts = [row for row in csv.DictReader(file) if row["indicator"] in indicators()]
    hits = sum(
        (
            f["indicator"],
            round(float(f["value"]), 9),
            f["area_code"],
            f["period_start"],
            f["period_end"],
        )
        in found[f["source"]]
        for f in facts
    )
    assert hits >= 0.95 * len(facts)
