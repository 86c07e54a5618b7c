"""The indicator of a table's figure: the column head narrowed by the row, or the other way round."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from indicators.codebook.indicators import Indicator, indicators
from indicators.extraction.aliases import find_aliases
from indicators.extraction.classes import class_before, class_of, narrowed
from indicators.extraction.tabular.figures import unit_of
from indicators.extraction.units import fits

_ITEM = re.compile(
    r"^(?:[#*·○●★☆△■◆-]+|\d{1,2}[、.](?!\d)|\(\d{1,2}\)|[①-⑳]|[一二三四五六七八九十]{1,3}[、.]"
    r"|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,2}[、,])*"
)
_PART = re.compile(r"^(?:#|其中:?|内:|含:?|包括:?|(?:其中)?[①-⑳])")
_TOTAL = re.compile(
    r"(?:全[省市区县州国旗]|本[市区县])?(?:总计|合计|总数|共计|小计|全部|总体|[省市区县]合计)?"
)
_ABOUT = re.compile(r"培训|进修|招聘|补助|补贴|建设|改造|检查|考核|签约")
_ALL_OF = re.compile(r"(?:合计|总计|小计|总数|人数|数量|数|例数|个数|本[年月期](?:数|累计)?|累计)?")
_CAPTION_END = re.compile(r"(?:基本|主要|发展|分布)?(?:情况|统计|一览|汇总|构成)*表?$")
_CAPTION_START = re.compile(r"^(?:附?表\s?[\d一二三四五六七八九十]*[-—.\d]*:?|\d+[-—]\d+\s)\s*")
_GROUP = re.compile(
    r"(?:各类|各级|全部)([^\s,。()]{2,8}?)(?:基本|情况|床位|机构|人员|工作|主要|数)"
)


class Named(NamedTuple):
    """An indicator of the codebook and the class of institutions named with it."""

    base: str
    group: str


@lru_cache(maxsize=4096)
def bare(words: str) -> str:
    """A label without list marks, 其中 and the unit behind it.

    >>> bare("(一)医院(个)"), bare("其中:三级医院"), bare("#医院")
    ('医院', '三级医院', '医院')
    """
    name = _PART.sub("", _ITEM.sub("", words))
    return re.sub(r"\((?:[^()]*[,、])?[^()]{1,6}\)$", "", name) if _ends_in_unit(name) else name


def _ends_in_unit(words: str) -> bool:
    return bool(unit_of(words)) and words.endswith(")")


@lru_cache(maxsize=4096)
def is_part(label: str) -> bool:
    """Whether a row or column says that it is a part of the one before: 其中, #."""
    return bool(_PART.match(_ITEM.sub("", label)) or label.startswith("#"))


def is_total(label: str) -> bool:
    """Whether a row is the sum of the others: 合计, 全市, 总计."""
    return bool(label) and bool(_TOTAL.fullmatch(label))


@lru_cache(maxsize=4096)
def named(words: str, unit: str) -> Named | None:
    """The indicator that a head or label names, and a class named before it.

    >>> named("医院床位数(张)", "张")
    Named(base='beds_in_hospitals', group='')
    """
    name = bare(words)
    best = None
    for hit in find_aliases(name):
        indicator = indicators()[hit.indicator]
        if not fits(indicator, unit, in_table=True) or len(name) - hit.end > 4:
            continue
        if _ABOUT.search(name, hit.end):
            continue  # 村医培训 counts no doctors
        if best is None or (hit.size, -hit.start) > (best.size, -best.start):
            best = hit
    if best is None:
        return None
    group, _ = class_before(name, best.head)
    return Named(best.indicator, group or "")


@lru_cache(maxsize=4096)
def of_caption(caption: str, unit: str) -> Named | None:
    """The indicator that a caption is about: 各类医院床位数情况(2023年)."""
    words = re.sub(r"\([^()]*\)|\d{4}年?(?:\d{1,2}(?:-\d{1,2})?月)?末?|单位:\S*", "", caption)
    words = _CAPTION_END.sub("", _CAPTION_START.sub("", words.strip()).strip())
    return named(words, unit) if words and len(words) <= 40 else None


def group_of_caption(caption: str) -> str:
    """各类医院 in a caption: the totals of the table are those of hospitals."""
    match = _GROUP.search(caption)
    return (class_of(match[1]) or "") if match else ""


@lru_cache(maxsize=4096)
def is_general(title: str) -> bool:
    """A head that names nothing of its own: 合计, 人数, 本月数, a year."""
    words = re.sub(r"\([^()]*\)|\d+[-年月日]?|[末底]", "", title).replace(" ", "")
    return bool(_ALL_OF.fullmatch(words))


def narrow(base: str, group: str, row_class: str) -> tuple[Indicator, str]:
    """The indicator of a class, and the breakdown that is left over."""
    name, breakdown = narrowed(base, group)
    return indicators()[name], breakdown or (row_class if name == base else "")


def child_of(base: str, words: str, unit: str) -> str:
    """The part of an indicator whose name ends in some words: 药费 below 次均门诊费用; "" if not one."""
    found = [
        i.indicator
        for i in indicators().values()
        if i.parent == base
        and fits(i, unit, in_table=True)
        and any(name.endswith(words) for name in (i.name_zh, *i.aliases))
    ]
    return found[0] if len(found) == 1 else ""
