"""A cell as a figure: its number in the unit that its column, row or caption states."""

from __future__ import annotations

import re
from functools import lru_cache

from indicators.documents.cells import FIGURE, Cell
from indicators.language.mentions import Mention
from indicators.language.quantities import find_quantities
from indicators.language.units import UNIT

_BRACKET = re.compile(r"\(([^()]+)\)$")
_BEHIND_STROKE = re.compile(r"[,/]([^,/()]{1,4})$")
_SCALED = re.compile(r"[十百千万亿]+[^\d]+")
_PER = re.compile(r"(?:1/|/)?10万|十万分之一|1/万|/万")
_PERCENT = frozenset(("％", "百分比", "百分率"))
_NUMBER = re.compile(r"\d[\d,.]*")
_PLACE = re.compile(r"第?(\d{1,5})[位名]?")
_NOTE = re.compile(r"单位:([^\s)]+)")


@lru_cache(maxsize=4096)
def unit_of(words: str) -> str:
    """The unit that a head or label states behind its name, "" when it states none.

    >>> unit_of("床位(实有,张)"), unit_of("药占比(%,不含中药饮片)"), unit_of("执业(助理)医师")
    ('张', '%', '')
    >>> unit_of("出院人数"), unit_of("孕产妇死亡率(1/10万)")
    ('人', '1/10万')
    """
    bracket = _BRACKET.search(words)
    pieces = re.split("[,、:]", bracket[1])[::-1] if bracket else []
    behind = _BEHIND_STROKE.search(words)
    stated = [*pieces, *([behind[1]] if behind else [])]
    unit = next(filter(None, map(plain_unit, stated)), "")
    return unit or ("人" if words.endswith("人数") else "")


def plain_unit(words: str) -> str:
    """A unit as figures print it, "" for words that are none.

    >>> plain_unit("/10万"), plain_unit("万人次"), plain_unit("助理")
    ('1/10万', '万人次', '')
    """
    if words in _PERCENT:
        return "%"
    if _PER.fullmatch(words):
        return "1/10万" if "十" in words or "10" in words else ""
    return words if UNIT.fullmatch(words) or _SCALED.fullmatch(words) else ""


def units_of_note(caption: str) -> list[str]:
    """The units of a line such as 单位:个、张、人, in their order."""
    note = _NOTE.search(caption)
    return (
        [unit for word in re.split("[、,;]", note[1]) if (unit := plain_unit(word))] if note else []
    )


def figure(cell: Cell, unit: str) -> Mention | None:
    """A cell as a mention, None when it holds no single number."""
    rank = _PLACE.fullmatch(cell.text) if unit == "位" else None
    if rank:
        value = float(rank[1])
        return Mention(cell.start, cell.end, "rank", cell.text, value, value, value, unit, "exact")
    if not FIGURE.fullmatch(cell.text):
        return None
    number = _NUMBER.search(cell.text)
    assert number is not None
    bare = cell.text[number.end() :].lstrip("余多") in ("", "左右", "以上", "以下", "以内")
    per = unit[:1].isdigit()
    written = cell.text
    if unit and bare and not per:
        place = number.end() + len(re.match("[余多]?", cell.text[number.end() :])[0])  # type: ignore[index]
        written = cell.text[:place] + unit + cell.text[place:]
    read = _quantities(re.sub("[-+↑↓▲▼]", "", written))
    if len(read) != 1 or read[0].value is None:
        return None
    mention = read[0]
    if unit and not mention.unit and (per or not _SCALED.fullmatch(unit)):
        mention = mention._replace(unit=unit)
    if re.match(r"[^\d]*[-↓▼]", cell.text):
        mention = mention._replace(
            value=-float(mention.value or 0), low=_minus(mention.high), high=_minus(mention.low)
        )
    kind = mention.kind if mention.kind in ("percent", "money", "quantity") else "quantity"
    return mention._replace(start=cell.start, end=cell.end, text=cell.text, kind=kind)


@lru_cache(maxsize=4096)
def _quantities(written: str) -> tuple[Mention, ...]:
    return tuple(find_quantities(written))


def _minus(bound: float | str | None) -> float | None:
    return None if bound is None else -float(bound)
