"""Answers to the figures on trends that other tools publish; see peer_vectors.py.

Only names and parameters are adapted here; every figure comes from `indicators.statistics`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from indicators import statistics as st

Case = Mapping[str, Any]
Outputs = dict[str, Any]


def ols(case: Case) -> Outputs:
    inputs, level = case["inputs"], _confidence(case["params"], 0.95)
    line = st.ols(_clock(inputs), inputs["y"], level)
    wide = st.ols(_clock(inputs), inputs["y"], 0.998)
    return {
        **line._asdict(),
        "slope_lower998": wide.slope_lower,
        "slope_upper998": wide.slope_upper,
        "intercept_lower998": wide.intercept_lower,
        "intercept_upper998": wide.intercept_upper,
        "r_squared": line.r2,
        "residual_se": line.residual_sd,
    }


def mann_kendall(case: Case) -> Outputs:
    exact = case["params"].get("exact", False)
    result = st.mann_kendall(case["inputs"]["y"], case["inputs"].get("x"), exact=exact)
    return _with_slope(case, result)


def hamed_rao(case: Case) -> Outputs:
    params = case["params"]
    level = 1 - params.get("alpha", 0.05)
    return _with_slope(
        case, st.hamed_rao(case["inputs"]["y"], lags=_lags(params), confidence=level)
    )


def yue_wang(case: Case) -> Outputs:
    return _with_slope(case, st.yue_wang(case["inputs"]["y"], lags=_lags(case["params"])))


def pre_whitened(case: Case) -> Outputs:
    return _with_slope(case, st.pre_whitened(case["inputs"]["y"]))


def trend_free_pre_whitened(case: Case) -> Outputs:
    return _with_slope(case, st.trend_free_pre_whitened(case["inputs"]["y"]))


def seasonal(case: Case) -> Outputs:
    values, period = case["inputs"]["y"], case["params"].get("period", 12)
    correlated = case["params"].get("correlated", False)
    result = st.seasonal_mann_kendall(values, period, correlated=correlated)
    return {
        **result._asdict(),
        "tau": result.tau_a,
        "sen_slope": st.seasonal_sen_slope(values, period),
    }


def theil_sen(case: Case) -> Outputs:
    inputs, params = case["inputs"], case["params"]
    if params.get("period"):
        return {"sen_slope": st.seasonal_sen_slope(inputs["y"], params["period"])}
    return _sen(st.theil_sen(inputs["y"], inputs.get("x"), _confidence(params, 0.95)))


def theil_sen_long(case: Case) -> Outputs:
    """This publisher interpolates its limits."""
    inputs, level = case["inputs"], _confidence(case["params"], 0.9)
    return _sen(st.theil_sen(inputs["y"], inputs.get("x"), level, limits="interpolated"))


def _sen(fit: Any) -> Outputs:
    limits = {"sen_lower": fit.lower, "sen_upper": fit.upper}
    return {"sen_slope": fit.slope, **limits, "sen_intercept": fit.intercept}


def _with_slope(case: Case, result: Any) -> Outputs:
    if case["params"].get("alternative", "two-sided") not in ("two-sided", "two.sided"):
        raise ValueError("Only two-sided tests are given.")
    fit = st.theil_sen(case["inputs"]["y"], case["inputs"].get("x"))
    return {**result._asdict(), "tau": result.tau_a, **_sen(fit)}


def _clock(inputs: Mapping[str, Any]) -> Any:
    return inputs.get("x", list(range(1, len(inputs["y"]) + 1)))


def _confidence(params: Mapping[str, Any], usual: float) -> float:
    level = params.get("confidence", usual)
    return level / 100 if level >= 1 else level


def _lags(params: Mapping[str, Any]) -> int | None:
    return params.get("lag", params.get("lags"))


SUITES: dict[str, Callable[[Case], Outputs]] = {
    "ols": ols,
    "norris": ols,
    "mann_kendall": mann_kendall,
    "mann_kendall_single": mann_kendall,
    "mann_kendall_hamed_rao": hamed_rao,
    "mann_kendall_yue_wang": yue_wang,
    "mann_kendall_pre_whitening": pre_whitened,
    "mann_kendall_trend_free": trend_free_pre_whitened,
    "mann_kendall_seasonal": seasonal,
    "theil_sen": theil_sen,
    "theil_sen_long": theil_sen_long,
}
