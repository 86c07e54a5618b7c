"""Where a place is: the divisions of mainland China with their GB/T 2260 codes."""

from __future__ import annotations

import csv
import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

NATION = "000000"


@dataclass(frozen=True)
class Area:
    """A division; `valid_from` and `valid_to` are years, None while no list says otherwise.

    `successor` is the code that took its place when it was renamed or raised, "" if none is
    known.
    """

    code: str
    name: str
    short_name: str
    level: str
    parent: str
    former_names: tuple[str, ...]
    valid_from: int | None
    valid_to: int | None
    successor: str

    def valid_in(self, year: int | None) -> bool:
        """Whether the code was in force in a year; without a year, whether it is today."""
        if year is None:
            return self.valid_to is None
        return (self.valid_from or 0) <= year <= (self.valid_to or 9999)


class UnknownArea(LookupError):
    """No division, or more than one, has the name given."""


@lru_cache(maxsize=1)
def areas() -> Mapping[str, Area]:
    """Every division by its code, former ones included.

    >>> areas()["330213"].name, areas()["330283"].successor
    ('奉化区', '330213')
    """
    source = files("indicators.codebook").joinpath("areas.csv")
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return MappingProxyType({row["code"]: _area(row) for row in rows})


def _area(row: dict[str, str]) -> Area:
    return Area(
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        level=row["level"],
        parent=row["parent"],
        former_names=tuple(filter(None, row["former_names"].split("|"))),
        valid_from=int(row["valid_from"]) if row["valid_from"] else None,
        valid_to=int(row["valid_to"]) if row["valid_to"] else None,
        successor=row["successor"],
    )


@lru_cache(maxsize=1)
def codes_by_name() -> Mapping[str, tuple[str, ...]]:
    """Full, short and former names, each with the codes that bear it."""
    index: dict[str, list[str]] = defaultdict(list)
    borne = {(area.parent, area.name) for area in areas().values() if area.valid_to is None}
    for area in areas().values():
        plain = [area.short_name + "县"] if area.name.endswith("自治县") else []
        # A code given to another division is not that division's former name (Hainan, 2007).
        former = [name for name in area.former_names if (area.parent, name) not in borne]
        for name in dict.fromkeys([area.name, area.short_name, *plain, *former]):
            index[name].append(area.code)
    return {name: tuple(codes) for name, codes in index.items()}


def ancestors(code: str) -> tuple[str, ...]:
    """The divisions that contain one, nearest first, the nation last.

    >>> ancestors("330213")
    ('330200', '330000', '000000')
    """
    found = []
    while code in areas() and areas()[code].parent:
        code = areas()[code].parent
        found.append(code)
    return tuple(found)


def within(code: str, other: str) -> bool:
    """Whether a division is, or lies in, another."""
    return code == other or other in ancestors(code)


def current(code: str) -> str:
    """The code that is in force today for a former one, itself if none is known.

    >>> current("330283"), current("330200")
    ('330213', '330200')
    """
    seen = {code}
    while (
        following := areas()[code].successor if code in areas() else ""
    ) and following not in seen:
        code = following
        seen.add(code)
    return code


def prefecture_or_province(code: str) -> str:
    """The prefecture of a county, the province of what lies directly under one.

    >>> prefecture_or_province("330802"), prefecture_or_province("110101")
    ('330800', '110000')
    """
    return areas()[code].parent if code in areas() else ""


def find_area(name: str, year: int | None = None, near: str = "") -> Area:
    """The division with a code or name.

    Parameters
    ----------
    name : a six-digit code, or a name with or without its parents (浙江省宁波市奉化区, 奉化)
    year : the year the document is from; picks between former and present codes
    near : a code whose neighbours are preferred among divisions of the same name

    Raises
    ------
    UnknownArea
        No division has the name, or several do; the message lists candidates.

    >>> find_area("宁波市奉化区").code, find_area("奉化市", year=2015).code
    ('330213', '330283')
    """
    name = re.sub(r"\s", "", name)
    if re.fullmatch(r"\d{6}", name):
        if name in areas():
            return areas()[name]
        raise UnknownArea(f"'{name}' is no GB/T 2260 code of mainland China")
    codes = resolve(_named(name), year, near)
    if len(codes) == 1:
        return areas()[codes[0]]
    if codes:
        raise UnknownArea(f"'{name}' is ambiguous: {_listed(codes)}")
    close = difflib.get_close_matches(name, codes_by_name(), n=3, cutoff=0.5)
    hint = "; nearest: " + ", ".join(close) if close else ""
    raise UnknownArea(f"'{name}' is no known division{hint}")


def _named(text: str) -> tuple[str, ...]:
    """Codes whose name, with any of its parents' before it, is exactly the text."""
    index = codes_by_name()
    found = list(index.get(text, ()))
    for cut in range(2, len(text) - 1):
        inside = index.get(text[cut:])
        if inside:
            outer = set(_named(text[:cut]))
            found += [code for code in inside if outer.intersection(ancestors(code))]
    return tuple(dict.fromkeys(found))


def resolve(codes: Iterable[str], year: int | None = None, near: str = "") -> list[str]:
    """The codes left after preferring those in force, near, and widest.

    One code that is no longer in force is kept when nothing else bears the name.
    """
    left = list(codes)
    in_force = [code for code in left if areas()[code].valid_in(year)]
    left = in_force or left
    if near and len(left) > 1:
        for width in (6, 4, 2):
            close = [code for code in left if code[:width] == near[:width]]
            if close:
                left = close
                break
    if len(left) > 1:
        order = ["nation", "province", "prefecture", "county"]
        widest = min(order.index(areas()[code].level) for code in left)
        left = [code for code in left if order.index(areas()[code].level) == widest]
    if len(left) > 1 and not in_force:
        latest = max(areas()[code].valid_to or 9999 for code in left)
        left = [code for code in left if (areas()[code].valid_to or 9999) == latest]
    return left


def _listed(codes: list[str]) -> str:
    names = []
    for code in codes[:5]:
        parents = [areas()[p].name for p in reversed(ancestors(code)) if p != NATION]
        names.append(f"{code} {''.join(parents)}{areas()[code].name}")
    return ", ".join(names)
