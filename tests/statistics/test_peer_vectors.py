"""Figures that other tools publish with their own tests, answered by this package."""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from scipy.special import ndtri

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT.parent / "shared" / "gold" / "stat_vectors.json"
RELATIVE = 1e-9
# The publisher prints so many digits; half of the last one is allowed.
PRINTED = {
    "dsr_nonindependent", "funnel_proportion_limits", "published_byar", "published_wilson",
    "trend_marker",
}  # fmt: skip
# Its figures were made with 1.96 and are compared by itself at four decimals.
FOUR_DECIMALS = {"life_expectancy"}
# Its figures are solved for on a grid, and printed.
GRID = {"funnel_ratio_limits", "funnel_rate_limits"}
# Its figures are quantiles of a simulation.
SIMULATED = {"sii_interval"}
# Four standard errors of a 1% or 5% quantile of 100,000 draws, in spreads.
NOISE = 0.06


def load_answers() -> ModuleType:
    spec = spec_from_file_location("peer_vectors", ROOT / "tests" / "peer_vectors.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["peer_vectors"] = module
    spec.loader.exec_module(module)
    return module


ANSWERS = load_answers()


def cases_by_suite() -> dict[str, list[dict[str, Any]]]:
    suites: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if VECTORS.is_file():
        for case in json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]:
            suites[case["suite"]].append(case)
    return suites


CASES = cases_by_suite()
published = pytest.mark.skipif(not CASES, reason="no figures of other tools beside the checkout")


OWN = {
    "byar", "wilson", "proportion", "rate", "mean", "summary", "dsr", "dsr_nonindependent", "isr",
    "isratio", "quantile", "sii", "sii_interval", "life_expectancy",
    "funnel_proportion_significance", "funnel_proportion_limits", "funnel_ratio_significance",
    "funnel_ratio_limits", "funnel_rate_limits", "funnel_rate_significance", "trend_marker",
    "published_byar", "published_wilson", "recent_trend", "benchmark", "xmr_limits",
}  # fmt: skip


def pairs(expected: Any, given: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    if isinstance(expected, dict):
        for name, value in expected.items():
            yield from pairs(value, (given or {}).get(name), f"{path}.{name}")
    elif isinstance(expected, list) and isinstance(given, list) and len(given) == len(expected):
        for place, (one, other) in enumerate(zip(expected, given, strict=True)):
            yield from pairs(one, other, f"{path}[{place}]")
    else:
        yield path, expected, given


def half_last_digit(number: float) -> float:
    digits = repr(float(number)).partition("e")[0].partition(".")[2].rstrip("0")
    return 0.5 * 10.0 ** -len(digits)


def allowed(suite: str, expected: float, case: dict[str, Any], path: str) -> float:
    room = RELATIVE * abs(expected)
    if suite in PRINTED:
        room += half_last_digit(expected)
    if suite in FOUR_DECIMALS:
        room += 0.5e-4
    if suite in GRID:
        room += half_last_digit(expected) + grid_error(expected, case, path)
    return room


def grid_error(expected: float, case: dict[str, Any], path: str) -> float:
    """The publisher halves an interval of v = m / (1 + x + m) down to 2^-24 for the limit m.

    Its probabilities are sums cut off at 1e-10, which adds a little.
    """
    inputs = case["inputs"]
    events = inputs.get("observed", inputs.get("events"))[int(path.rstrip("]").split("[")[1])]
    ratio = expected if "observed" in inputs else events * inputs["baseline"] / expected
    v = ratio / (1 + events + ratio)
    return expected * 1.1 * 2.0**-24 / (v * (1 - v))


def differs(suite: str, case: dict[str, Any], path: str, expected: Any, given: Any) -> bool:
    if isinstance(expected, str) or expected is None or given is None or isinstance(given, str):
        return bool(expected != given)
    return abs(expected - given) > allowed(suite, expected, case, path)


def misses(suite: str) -> tuple[int, list[str]]:
    cases = CASES[suite]
    found, wrong = 0, []
    for case, given in zip(cases, ANSWERS.answer(suite, cases), strict=True):
        for path, expected, value in pairs(case["expected"], given):
            found += 1
            if differs(suite, case, path, expected, value):
                wrong.append(f"{case['id']} {path}: published {expected}, ours {value}")
    return found, wrong


@published
@pytest.mark.parametrize("suite", sorted(OWN - SIMULATED))
def test_published_figures_are_met(suite):
    found, wrong = misses(suite)
    print(f"{suite}: {found - len(wrong)} of {found}")
    assert found > 0
    assert wrong == []


@published
def test_every_suite_is_answered_here_or_beside_the_trend_tests():
    assert set(CASES) == set(ANSWERS.SUITES)
    for suite in set(CASES) - OWN:
        given = ANSWERS.answer(suite, CASES[suite])
        assert [case["id"] for case, one in zip(CASES[suite], given, strict=True) if not one] == []


def labelled_wrongly(case: dict[str, Any]) -> bool:
    """Titled and computed at 98%, though its parameters say 95%."""
    title = case["id"].lower()
    return "with 98% ci" in title and case["params"]["confidence"] == 0.95


def spreads_apart(case: dict[str, Any], confidence: float) -> list[float]:
    """How far published limits lie from ours, in standard deviations of the estimate."""
    params = {**case["params"], "confidence": confidence}
    (given,) = ANSWERS.answer("sii_interval", [{"inputs": case["inputs"], "params": params}])
    z = float(ndtri(0.5 + confidence / 2))
    apart = []
    for name, limit in case["expected"].items():
        index = name.split("_")[0]
        spread = (given[f"{index}_upper"] - given[f"{index}_lower"]) / (2 * z)
        apart.append((limit - given[name]) / spread)
    return apart


@published
def test_simulated_limits_scatter_around_the_computed_ones():
    cases = [case for case in CASES["sii_interval"] if not labelled_wrongly(case)]
    apart = [one for case in cases for one in spreads_apart(case, case["params"]["confidence"])]
    assert len(apart) > 30
    assert max(map(abs, apart)) < NOISE
    assert abs(sum(apart) / len(apart)) < NOISE / math.sqrt(len(apart))


@published
def test_limits_labelled_95_but_made_at_98_are_98():
    cases = [case for case in CASES["sii_interval"] if labelled_wrongly(case)]
    assert cases
    for case in cases:
        assert max(map(abs, spreads_apart(case, 0.98))) < NOISE
        assert min(map(abs, spreads_apart(case, 0.95))) > 5 * NOISE


def test_what_is_not_known_or_refused_is_none():
    assert ANSWERS.answer("no such suite", [{"inputs": {}, "params": {}}]) == [None]
    assert ANSWERS.answer("proportion", [{"inputs": {"x": 3, "n": 2}, "params": {}}]) == [None]
