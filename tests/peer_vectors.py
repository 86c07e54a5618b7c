"""The project's answers to figures that other tools publish with their tests.

``answer(suite, cases)`` takes the name of a suite and a list of ``{"inputs": ..., "params": ...}``
and gives a list of named outputs, None for what cannot be given. Only conventions are adapted
here (names, labels, None for missing); every figure comes from `indicators.statistics`.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import numpy as np

from indicators import statistics as st

Case = Mapping[str, Any]
Outputs = dict[str, Any]


def answer(suite: str, cases: Sequence[Case]) -> list[Outputs | None]:
    """Named outputs for each case of a suite; None where the suite or the case has none."""
    adapter = SUITES.get(suite)
    return [None if adapter is None else _given(adapter, case) for case in cases]


def _given(adapter: Callable[[Case], Outputs], case: Case) -> Outputs | None:
    try:
        outputs = adapter({"inputs": case["inputs"], "params": case.get("params", {})})
    except (KeyError, TypeError, ValueError):
        # Refused, or inputs of a kind that has no statistic here: nothing can be given.
        return None
    return {name: _without_nan(value) for name, value in outputs.items()}


def _without_nan(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return [_without_nan(one) for one in value.tolist()]
    if isinstance(value, list | tuple):
        return [_without_nan(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _confidence(params: Mapping[str, Any]) -> float:
    level = params.get("confidence", 0.95)
    return level / 100 if level >= 1 else level


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def byar(case: Case) -> Outputs:
    return st.byar_limits(case["inputs"]["x"], _confidence(case["params"]))._asdict()


def wilson(case: Case) -> Outputs:
    limits = proportion(case)
    return {"lower": limits["lower"], "upper": limits["upper"]}


def proportion(case: Case) -> Outputs:
    inputs, params = case["inputs"], case["params"]
    return st.proportion(
        inputs["x"], inputs["n"], _confidence(params), params.get("multiplier", 1)
    )._asdict()


def rate(case: Case) -> Outputs:
    inputs, params = case["inputs"], case["params"]
    return st.rate(
        inputs["x"], inputs["n"], _confidence(params), params.get("multiplier", 100_000)
    )._asdict()


def mean(case: Case) -> Outputs:
    return st.mean(case["inputs"]["values"], _confidence(case["params"]))._asdict()


def dsr(case: Case) -> Outputs:
    inputs = case["inputs"]
    result = st.directly_standardised_rate(
        inputs["x"], inputs["n"], inputs["standard"], missing_as_zero=True, **_scaled(case)
    )
    return _totalled(result)


def dsr_nonindependent(case: Case) -> Outputs:
    inputs = case["inputs"]
    people = {int(times): who for times, who in inputs["people_by_events"].items()}
    result = st.repeated_events_rate(
        people, inputs["n"], inputs["standard"], missing_as_zero=True, **_scaled(case)
    )
    return _totalled(result)


def _scaled(case: Case, multiplier: float = 100_000) -> dict[str, float]:
    params = case["params"]
    return {
        "confidence": _confidence(params), "multiplier": params.get("multiplier", multiplier)
    }  # fmt: skip


def _totalled(result: Any) -> Outputs:
    named = result._asdict()
    return {**named, "total_count": named.pop("events"), "total_pop": named.pop("population")}


def isr(case: Case) -> Outputs:
    return st.indirectly_standardised_rate(**_indirect(case), **_scaled(case))._asdict()


def isratio(case: Case) -> Outputs:
    return st.indirectly_standardised_ratio(**_indirect(case), **_scaled(case, 1))._asdict()


def _indirect(case: Case) -> dict[str, Any]:
    inputs = case["inputs"]
    events = inputs.get("x", inputs.get("observed"))
    return {
        "events": events,
        "population": inputs["n"],
        "reference_events": inputs["x_ref"],
        "reference_population": inputs["n_ref"],
        "missing_as_zero": True,
        "totals": not isinstance(events, list),
    }


def quantile(case: Case) -> Outputs:
    params = case["params"]
    groups, highest = params.get("quantiles", 10), params.get("highest_first", True)
    return {"quantile": st.quantile_groups(case["inputs"]["values"], groups, highest)}


def sii(case: Case) -> Outputs:
    named, params = _slope_index(case)._asdict(), case["params"]
    # The publisher leaves the intercept of an untransformed fit without the multiplier.
    if not params.get("transform", False):
        named["intercept"] /= abs(params.get("multiplier", 1))
    return named


def _slope_index(case: Case) -> Any:
    inputs, params = case["inputs"], case["params"]
    values = inputs.get("value")
    if values is None:
        values = np.divide(inputs["x"], inputs["population"])
    return st.slope_index(
        inputs["population"],
        values,
        se=inputs.get("se"),
        lower=inputs.get("lower"),
        upper=inputs.get("upper"),
        kind=params.get("kind", "value"),
        transform=params.get("transform", False),
        **_scaled(case, 1),
    )


def life_expectancy(case: Case) -> Outputs:
    inputs = case["inputs"]
    ages = np.array(inputs["start_age"], dtype=float)
    order = np.argsort(ages)
    result = st.life_expectancy(
        np.array(inputs["deaths"], dtype=float)[order],
        np.array(inputs["population"], dtype=float)[order],
        ages[order],
        _confidence(case["params"]),
    )
    back = np.argsort(order)
    return {name: column[back] for name, column in result._asdict().items()}


_FUNNEL_LABELS = {
    "high (99.8%)": "High (0.001)", "high (95%)": "High (0.025)",
    "low (99.8%)": "Low (0.001)", "low (95%)": "Low (0.025)",
    "not significant": "Not significant",
    "too few events": "Not applicable for events less than 10 for dsrs", "": None,
}  # fmt: skip


def _labelled(words: Any) -> Outputs:
    return {"significance": [_FUNNEL_LABELS[word] for word in np.atleast_1d(words).tolist()]}


def funnel_proportion_significance(case: Case) -> Outputs:
    return _labelled(st.proportion_significance(case["inputs"]["x"], case["inputs"]["n"]))


def funnel_proportion_limits(case: Case) -> Outputs:
    inputs = case["inputs"]
    average = sum(inputs["x"]) / sum(inputs["n"])
    multiplier = case["params"].get("multiplier", 100)
    return st.proportion_funnel(inputs["at_population"], average, multiplier)._asdict()


def funnel_ratio_significance(case: Case) -> Outputs:
    return _labelled(st.ratio_significance(case["inputs"]["observed"], case["inputs"]["expected"]))


def funnel_ratio_limits(case: Case) -> Outputs:
    observed = case["inputs"]["observed"]
    expected = st.expected_funnel(observed)._asdict()
    named = {f"{name}_expected": values for name, values in expected.items()}
    return {**named, **st.ratio_funnel(observed, case["params"].get("multiplier", 1))._asdict()}


def funnel_rate_limits(case: Case) -> Outputs:
    inputs = case["inputs"]
    return st.rate_funnel(inputs["events"], inputs["baseline"])._asdict()


def funnel_rate_significance(case: Case) -> Outputs:
    inputs, params = case["inputs"], case["params"]
    return _labelled(
        st.rate_significance(
            inputs["x"],
            inputs["rate"],
            inputs.get("n"),
            params.get("multiplier", 100_000),
            standardised=params.get("kind") == "dsr",
        )
    )


def trend_marker(case: Case) -> Outputs:
    result = _recent(case)
    named = {"trend": str(result.trend).capitalize()}
    return {**named, "chi_square": result.chi_square, "slope": result.slope}


def recent_trend(case: Case) -> Outputs:
    words = st.with_judgement(_recent(case).trend, case["params"].get("polarity", "none"))
    return {"trend": words.capitalize()}


def _recent(case: Case) -> Any:
    inputs, time = case["inputs"], case["inputs"].get("year")
    if case["params"].get("method") == "proportion":
        return st.recent_trend_of_proportion(inputs["x"], inputs["n"], time)
    return st.recent_trend(inputs["value"], inputs["lower"], inputs["upper"], time)


def benchmark(case: Case) -> Outputs:
    inputs = case["inputs"]
    limits = inputs["lower"], inputs["upper"], inputs["benchmark"]
    word = st.compare_with_benchmark(*limits, case["params"].get("polarity", "none"))
    return {"outcome": word.capitalize() if not any(map(_missing, limits)) else "NotCompared"}


def xmr_limits(case: Case) -> Outputs:
    return st.xmr_limits(case["inputs"]["y"])._asdict()


SUITES: dict[str, Callable[[Case], Outputs]] = {
    "byar": byar,
    "wilson": wilson,
    "proportion": proportion,
    "rate": rate,
    "mean": mean,
    "summary": mean,
    "dsr": dsr,
    "dsr_nonindependent": dsr_nonindependent,
    "isr": isr,
    "isratio": isratio,
    "quantile": quantile,
    "sii": sii,
    "sii_interval": sii,
    "life_expectancy": life_expectancy,
    "funnel_proportion_significance": funnel_proportion_significance,
    "funnel_proportion_limits": funnel_proportion_limits,
    "funnel_ratio_significance": funnel_ratio_significance,
    "funnel_ratio_limits": funnel_ratio_limits,
    "funnel_rate_limits": funnel_rate_limits,
    "funnel_rate_significance": funnel_rate_significance,
    "trend_marker": trend_marker,
    "published_byar": rate,
    "published_wilson": proportion,
    "recent_trend": recent_trend,
    "benchmark": benchmark,
    "xmr_limits": xmr_limits,
}


def _trend_suites() -> dict[str, Callable[[Case], Outputs]]:
    """The suites of trend tests, which stand in a file of their own beside this one."""
    path = Path(__file__).with_name("peer_trend_vectors.py")
    spec = spec_from_file_location("peer_trend_vectors", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["peer_trend_vectors"] = module
    spec.loader.exec_module(module)
    return dict(module.SUITES)


SUITES.update(_trend_suites())
