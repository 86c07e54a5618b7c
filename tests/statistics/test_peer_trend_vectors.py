"""Figures on trends that other tools publish with their own tests, answered by this package."""

from __future__ import annotations

import json
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT.parent / "shared" / "gold" / "stat_vectors.json"
RELATIVE = 1e-9
# 1 - P in single precision is a whole multiple of 2**-24; twice that for two sides.
SINGLE, SINGLE_P = 2.0**-22, 2.0**-23
# The same in double precision: what 1 - P can be wrong by, twice.
DOUBLE_P = 2.0**-52
CERTIFIED = 1e-13


def load_answers() -> ModuleType:
    path = ROOT / "tests" / "peer_trend_vectors.py"
    spec = spec_from_file_location("peer_trend_vectors_tested", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


ANSWERS = load_answers()


def cases() -> list[dict[str, Any]]:
    if not VECTORS.is_file():
        return []
    every = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]
    return [case for case in every if case["suite"] in ANSWERS.SUITES]


CASES = cases()


def allowed(suite: str, name: str, expected: float) -> float:
    """What the publisher's own arithmetic can be wrong by, or 1e-9 of the figure."""
    if suite == "norris":
        return CERTIFIED * abs(expected)
    if suite == "mann_kendall_single":
        return SINGLE * abs(expected) + (SINGLE_P if name == "p" else 0)
    return RELATIVE * abs(expected) + (4 * DOUBLE_P if name == "p" else 0)


@pytest.mark.skipif(not CASES, reason="no figures of other tools beside the checkout")
@pytest.mark.parametrize("case", CASES, ids=[f"{c['suite']}: {c['id']}" for c in CASES])
def test_published_figures_are_met(case):
    suite = case["suite"]
    given = ANSWERS.SUITES[suite]({"inputs": case["inputs"], "params": case["params"]})
    wrong = {
        name: (expected, given[name])
        for name, expected in case["expected"].items()
        if not abs(given[name] - expected) <= allowed(suite, name, expected)
    }
    assert case["expected"]
    assert wrong == {}


def test_every_suite_answers_a_series_without_figures_beside_it():
    case = {"inputs": {"x": [1, 2, 3, 4, 5], "y": [1.0, 3.0, 2.0, 5.0, 4.0]}, "params": {}}
    given = {suite: adapter(case) for suite, adapter in ANSWERS.SUITES.items()}
    assert given["ols"]["slope"] == pytest.approx(0.8, rel=1e-15)
    assert given["mann_kendall"]["s"] == 6
    assert given["theil_sen"]["sen_slope"] == 0.875
