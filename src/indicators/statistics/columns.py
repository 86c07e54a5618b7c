"""What every statistic takes and gives: numbers, arrays or whole columns; missing is NaN."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Array: TypeAlias = NDArray[np.float64]
# A number, a list, an array, or a column of pandas or Polars; None, NaN and null are missing.
Numbers: TypeAlias = Any
# A float where only numbers went in, else an array.
Figures: TypeAlias = Any


def column(values: Numbers, name: str) -> Array:
    """Numbers as an array of floats; None, null and NaN become NaN.

    Raises
    ------
    ValueError
        Where something is not a number. Text is not read as numbers: ``"07"`` is a code.

    >>> column([1, None, 2.5], "events")
    array([1. , nan, 2.5])
    """
    plain = _to_numpy(values)
    if plain.dtype.kind in "biuf":
        return np.asarray(plain, dtype=np.float64)
    if plain.dtype.kind != "O" or any(isinstance(one, (str, bytes)) for one in plain.flat):
        raise ValueError(f"{name} must be numbers, got {plain.dtype} {plain.flat[:1]}.")
    empty = [one is None or str(one) in ("<NA>", "NaT") for one in plain.flat]
    filled = [np.nan if gone else float(one) for one, gone in zip(plain.flat, empty, strict=True)]
    return np.array(filled, dtype=np.float64).reshape(plain.shape)


def _to_numpy(values: Numbers) -> NDArray[Any]:
    # Both kinds of column know how to become an array; neither library is needed here.
    if hasattr(values, "to_numpy"):
        return np.asarray(values.to_numpy())
    return np.asarray(values)


def refuse(bad: NDArray[np.bool_], values: Array, what: str, way_out: str) -> None:
    """Raise ValueError naming the first bad value, where it stands, and what to do.

    >>> refuse(np.array([False, True]), np.array([3.0, -1.0]), "events must not be negative",
    ...        "Leave unknown counts empty.")
    Traceback (most recent call last):
    ValueError: events must not be negative, got -1.0 at position 1. Leave unknown counts empty.
    """
    if not bad.any():
        return
    place = tuple(int(i) for i in np.argwhere(bad)[0])
    where = f" at position {place[0] if len(place) == 1 else place}" if place else ""
    more = f" (and {int(bad.sum()) - 1} more)" if bad.sum() > 1 else ""
    raise ValueError(f"{what}, got {values[place]}{where}{more}. {way_out}")


def counts(values: Numbers, name: str) -> Array:
    """Numbers that count something: neither negative nor infinite; fractions are allowed."""
    numbers = column(values, name)
    what = f"{name} must be finite and not negative"
    refuse((numbers < 0) | np.isinf(numbers), numbers, what, "Leave unknown figures empty.")
    return numbers


def populations(values: Numbers, name: str) -> Array:
    """Numbers to divide by: above zero and finite."""
    numbers = column(values, name)
    refuse(
        (numbers <= 0) | np.isinf(numbers), numbers, f"{name} must be above zero and finite",
        "Leave it empty where nobody was counted; the result is then missing.",
    )  # fmt: skip
    return numbers


def finite(values: Numbers, name: str) -> Array:
    """Numbers of any sign, infinities refused."""
    numbers = column(values, name)
    refuse(np.isinf(numbers), numbers, f"{name} must be finite", "Leave unknown figures empty.")
    return numbers


def two_sided_z(confidence: float) -> float:
    """Standard normal deviate of a two-sided interval; 1.959964 at 0.95.

    >>> round(two_sided_z(0.998), 6)
    3.090232
    """
    return float(ndtri(0.5 + checked(confidence) / 2))


def checked(confidence: float) -> float:
    """A confidence level as a share between 0 and 1, else ValueError.

    >>> checked(95)
    Traceback (most recent call last):
    ValueError: confidence is a share between 0 and 1, got 95. Write 0.95 for 95%.
    """
    if not 0 < confidence < 1:
        raise ValueError(
            f"confidence is a share between 0 and 1, got {confidence}. Write 0.95 for 95%."
        )
    return float(confidence)


def plain(values: NDArray[Any]) -> Figures:
    """A float (or str, bool) for a single figure, the array otherwise."""
    return values.item() if values.ndim == 0 else values
