"""Placing and measuring: names apart, lines within their room, dates as the spans they are."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts.layering import placed_in_layers
from indicators.charts.layout import spread
from indicators.charts.text import at_size, lines, points, wrap, wrap_title
from indicators.charts.ties import span_of

numbers = st.floats(-1000, 1000, allow_nan=False)
texts = st.text(st.sampled_from("双向转诊人次，。（）abc 12.5%"), max_size=60)
names = st.sampled_from("abcdefg")


@given(st.lists(numbers, min_size=1, max_size=30), st.floats(0.1, 20))
def test_spread_keeps_the_order_and_the_gap(places, gap):
    moved = spread(places, gap, -1e6, 1e6)
    order = sorted(range(len(places)), key=lambda n: (places[n], n))
    steps = [moved[b] - moved[a] for a, b in pairwise(order)]
    assert all(step >= gap - 1e-6 for step in steps)


@given(st.lists(numbers, min_size=1, max_size=30), st.floats(0.1, 20))
def test_spread_leaves_alone_what_has_room(places, gap):
    apart = [n * 2 * gap for n in range(len(places))]
    assert spread(apart, gap, -1e6, 1e6) == pytest.approx(apart, abs=1e-6)


@given(st.lists(numbers, min_size=1, max_size=20))
def test_spread_stays_within_its_limits(places):
    moved = spread(places, 5, -1000, 1000)
    assert min(moved) >= -1000
    assert max(moved) <= 1000 + 1e-6


@given(texts, st.floats(120, 400))
def test_wrapped_lines_fit_and_lose_nothing(text, room):
    for wrapped in (wrap(text, room, at_size(10)), wrap_title(text, room, 10)):
        assert wrapped.replace("\n", "").replace(" ", "") == text.replace(" ", "")
        # A line may be wider only where it is one piece.
        assert all(points(line, 10) <= room or " " not in line for line in wrapped.split("\n"))


@given(texts, st.floats(40, 200), st.integers(1, 3))
def test_a_label_never_outgrows_its_room(text, room, most):
    made = lines(text, room, 9, most).split("\n")
    assert len(made) <= most
    assert all(points(line, 9) <= room for line in made)


def test_a_number_is_not_broken_at_its_comma():
    assert "36,000" in wrap_title("from 20,000 in 2019 to 36,000 person-times in 2024", 130, 11)


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_a_day_lies_in_its_month_and_the_month_in_its_year(day):
    text = day.isoformat()
    spans = [span_of(text[:n]) for n in (4, 7, 10)]
    assert spans[0][0] <= spans[1][0] <= spans[2][0] < spans[2][1] <= spans[1][1] + 1e-9
    assert spans[1][1] <= spans[0][1] + 1e-9
    assert spans[0] == (day.year, day.year + 1)


@given(st.lists(st.tuples(names, names), min_size=1, max_size=10))
def test_no_two_nodes_share_a_place_and_support_runs_to_the_right(edges):
    placed = placed_in_layers(edges, most=99)
    assert set(placed.spots) == {name for edge in edges for name in edge}
    assert len(set(placed.spots.values())) == len(placed.spots)
    for one, other in edges:
        assert placed.spots[one][0] <= placed.spots[other][0]


def test_a_chain_wider_than_a_page_is_refused():
    with pytest.raises(ValueError, match=r"chain of 5 institutions is wider than a page; 4 fit"):
        placed_in_layers([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")])
