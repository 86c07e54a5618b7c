"""Codes through time: who carries on whose series."""

from __future__ import annotations

from itertools import pairwise

from indicators.codebook import areas
from indicators.trends.lineage import joined_codes, segments, series_code


def test_renamed_and_raised_places_carry_their_series_on():
    assert series_code("330283") == "330213"
    assert [part.code for part in segments()["520581"]] == ["522423", "520522", "520581"]
    assert [part.first for part in segments()["520581"]] == [0, 2011, 2021]


def test_a_place_whose_successor_stood_beside_it_does_not():
    assert series_code("130721") == "130721"  # 宣化县, merged into 宣化区
    assert series_code("140202") == "140202"  # two 城区 cannot both be the later one


def test_the_years_of_a_place_follow_each_other_without_gap_or_overlap():
    for head, parts in segments().items():
        assert parts[-1].code == head
        assert [p.number for p in parts] == list(range(len(parts)))
        assert all(one.until == later.first for one, later in pairwise(parts))


def test_a_code_in_force_is_never_joined_to_another():
    assert all(areas()[code].valid_to is not None for code in joined_codes())
