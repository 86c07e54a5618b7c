"""Classes of institutions and people that narrow an indicator: 公立医院 + 诊疗人次."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

_ALL = (
    "各级各类医疗卫生机构 各类医疗卫生机构 医疗卫生机构 各级各类医疗机构 各级医疗机构 各类医疗机构 "
    "医疗机构 卫生机构 各类卫生机构 医疗卫生单位 医疗单位 居民 城乡居民 人口 户籍人口 户籍居民 "
    "常住人口 常住居民 卫生人员 全部 总体 合计 总计"
)


# What may stand before a class; 普爱医院 is a name, 全市医院 a class.
_BOUNDARY = frozenset("的各类级和与及中内省市县区州国旗有年月末底是为占含在,、;:() 0123456789")


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    """Wording -> class; "" for words that mean all of them."""
    classes = dict.fromkeys(_ALL.split(), "")
    source = files("indicators.codebook").joinpath("classes.csv")
    for line in source.read_text(encoding="utf-8").splitlines()[1:]:
        name, wordings = line.split(",", 1)
        for word in filter(None, [name, *wordings.split("|")]):
            classes[word] = classes[word.replace("、", "")] = name
    return classes


@lru_cache(maxsize=1)
def _composites() -> dict[tuple[str, str], str]:
    source = files("indicators.codebook").joinpath("composites.csv")
    rows = [line.split(",") for line in source.read_text(encoding="utf-8").splitlines()[1:]]
    return {(base, name): indicator for base, name, indicator in rows}


@lru_cache(maxsize=1)
def _sizes() -> dict[str, tuple[int, ...]]:
    """For the last character of a class how long such classes are, the longest first.

    男 and 女 stand before a noun too often as parts of other words.
    """
    sizes: dict[str, set[int]] = defaultdict(set)
    for words in filter(lambda words: len(words) > 1, _classes()):
        sizes[words[-1]].add(len(words))
    return {last: tuple(sorted(found, reverse=True)) for last, found in sizes.items()}


@lru_cache(maxsize=1)
def _bases() -> dict[str, str]:
    """The widest indicator that each narrowed one is a class of."""
    bases: dict[str, str] = {}
    for (base, group), indicator in _composites().items():
        if group not in ("占比", "每千人口", "每万人口"):
            bases.setdefault(indicator, base)
    return bases


def widened(indicator: str) -> str:
    """The indicator over all classes: public_hospital_visits -> total_visits.

    >>> widened("public_hospital_visits"), widened("nurses")
    ('total_visits', 'nurses')
    """
    return _bases().get(indicator, indicator)


def class_before(text: str, end: int) -> tuple[str | None, int]:
    """The class named right before `end` and where it starts; None when there is none.

    >>> class_before("全市公立医院诊疗", 6)
    ('公立医院', 2)
    """
    for size in _sizes().get(text[end - 1 : end], ()):
        if size > end:
            continue
        found = _classes().get(text[end - size : end])
        if found is not None and (end == size or text[end - size - 1] in _BOUNDARY):
            return found, end - size
    return None, end


def class_of(text: str) -> str | None:
    """The class that a whole phrase names, "" for all, None when it names none."""
    return _classes().get(text)


def narrowed(indicator: str, group: str) -> tuple[str, str]:
    """The indicator of a class, with the breakdown left over when the codebook has none.

    >>> narrowed("total_visits", "公立医院"), narrowed("nurses", "综合医院")
    (('public_hospital_visits', ''), ('nurses', '综合医院'))
    """
    if not group:
        return indicator, ""
    specific = _composites().get((indicator, group))
    return (specific, "") if specific else (indicator, group)
