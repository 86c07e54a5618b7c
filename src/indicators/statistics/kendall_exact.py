"""The exact distribution of Kendall's S when every order of the values is as likely."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

# Exact sums grow as the cube of the length; beyond this the normal approximation is as good.
LONGEST_EXACT = 150


def exact_p(s: int, tie_sizes: tuple[int, ...]) -> float:
    """Probability of an S at least as far from zero as s, tied values included.

    Computed in whole numbers and divided once, so that even 2 / 20! is right to the last digit
    and nothing is ever negative. Times must be distinct.

    Parameters
    ----------
    s : pairs that rise less pairs that fall
    tie_sizes : how often each distinct value occurs; their sum is the number of points

    Raises
    ------
    ValueError
        Beyond 150 points.

    Source
    ------
    Kendall (1975), Rank Correlation Methods, ch. 5 (no ties). With ties the orders are those of
    a multiset, whose inversions are counted by MacMahon's Gaussian multinomial coefficient:
    Andrews (1976), The Theory of Partitions, theorem 3.6.

    Ten values that only rise, 2 / 10!:

    >>> f"{exact_p(45, (1,) * 10):.12e}"
    '5.511463844797e-07'
    >>> exact_p(2, (2, 1))  # 1 1 2 and 2 1 1, of three orders
    0.6666666666666666
    """
    if s == 0:
        return 1.0
    cumulated = _cumulated_orders(tuple(sorted(tie_sizes)))
    untied = len(cumulated) - 1
    most_inversions = (untied - abs(s)) // 2
    return 2 * cumulated[most_inversions] / cumulated[-1] if most_inversions >= 0 else 0.0


@lru_cache(maxsize=512)
def _cumulated_orders(tie_sizes: tuple[int, ...]) -> list[int]:
    """Orders of the values with at most 0, 1, 2, ... inversions."""
    n = sum(tie_sizes)
    if n > LONGEST_EXACT:
        raise ValueError(
            f"The exact distribution is computed up to {LONGEST_EXACT} points, got {n}. "
            "Use the normal approximation: exact=False."
        )
    untied = (n * n - sum(t * t for t in tie_sizes)) // 2
    orders = [1] + [0] * untied
    for k in range(2, n + 1):  # times (1 - q^k)
        for i in range(untied, k - 1, -1):
            orders[i] -= orders[i - k]
    for size in tie_sizes:  # divided by (1 - q^k)
        for k in range(2, size + 1):
            for i in range(k, untied + 1):
                orders[i] += orders[i - k]
    for _ in range(len(tie_sizes) - 1):  # as many (1 - q) remain as there are distinct values
        orders = list(accumulate(orders))
    return list(accumulate(orders))


def tie_patterns(n: int) -> Iterator[tuple[int, ...]]:
    """Every way in which n values can be tied: sizes, largest first.

    >>> list(tie_patterns(3))
    [(3,), (2, 1), (1, 1, 1)]
    """
    return _patterns(n, n)


def _patterns(n: int, largest: int) -> Iterator[tuple[int, ...]]:
    if n == 0:
        yield ()
    for size in range(min(n, largest), 0, -1):
        for rest in _patterns(n - size, size):
            yield (size, *rest)
