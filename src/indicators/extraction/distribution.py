"""Lists that share one predicate: 医院、卫生院、民营医院分别为17699人、2268人、5505人."""

from __future__ import annotations

import re

from indicators.extraction.sentences import Figure, Sentence

_BETWEEN = re.compile(r"[、,和及与/]|以及")
_SPLIT = re.compile(r"[、和及与]")
_PREDICATE = re.compile(
    r"(?:均|都)?(?:分别|依次|各)?(?:占比?|达到?|为|是|有|约|:|增长|下降|提高|减少|增加|上升|降低|缩短|压缩|回落|降|升|增|减|至|到|提升|控制|稳定|保持|维持|在|由|从|比例|比重)*(?:分别|依次)?(?:为|达到?|是|占)?$"
)
_NUMBER_OF = re.compile(r"(?:指标|数据|数字|比例|率|者)")
_RATES = {"%", "‰", "1/10万"}
_CLAUSE = re.compile(r"[,;:。](?!$)")


def distributed(sentence: Sentence) -> dict[int, list[str]]:
    """For each figure of such a list, what it measures, from most to least literal.

    The last item often ends in words that belong to all: 新生儿、婴儿和5岁以下儿童死亡率 gives
    婴儿, 婴儿率, 婴儿亡率, 婴儿死亡率 ...; the reader of the list takes what the codebook knows.
    """
    phrases: dict[int, list[str]] = {}
    figures = sentence.figures
    first = 0
    while first < len(figures):
        last = first
        while last + 1 < len(figures) and _follows(sentence.text, figures[last], figures[last + 1]):
            last += 1
        if last > first:
            floor = figures[first - 1].end if first else 0
            items = _items(sentence, floor, figures[first].start)
            if len(items) == last - first + 1:
                for offset, item in enumerate(items):
                    phrases[first + offset] = _wordings(item, items[-1])
        first = last + 1
    return phrases


def paired(sentence: Sentence) -> dict[int, int]:
    """For figures behind 分别 that answer figures before it: how many figures back theirs is.

    门急诊58万人次,住院1万人次,同比分别增长7.9%和12.3%: the two percentages are of the two counts.
    """
    pairs: dict[int, int] = {}
    figures = sentence.figures
    for first in range(1, len(figures)):
        if "分别" not in sentence.text[figures[first - 1].end : figures[first].start]:
            continue
        last = first
        while last + 1 < len(figures) and _follows(sentence.text, figures[last], figures[last + 1]):
            last += 1
        count = last - first + 1
        # 这两项指标分别降至...: the number of things is none of them.
        told = bool(_NUMBER_OF.match(sentence.text, figures[first - 1].end))
        if count > 1 and first >= count + told:
            pairs |= _answered(figures, first, count, told)
    return pairs


def run_of(sentence: Sentence, number: int) -> tuple[int, int]:
    """The first and last figure of the list that a figure stands in (A、B和C)."""
    figures, first, last = sentence.figures, number, number
    while first and _follows(sentence.text, figures[first - 1], figures[first]):
        first -= 1
    while last + 1 < len(figures) and _follows(sentence.text, figures[last], figures[last + 1]):
        last += 1
    return first, last


def _answered(figures: list[Figure], first: int, count: int, told: bool) -> dict[int, int]:
    """How far back what each figure of a list answers is; points of percent answer percentages."""
    earlier = range(first - told)
    if figures[first].mention.unit in ("百分点", "个百分点", "个千分点"):
        rates = [n for n in earlier if figures[n].mention.unit in _RATES]
        earlier = rates if len(rates) >= count else earlier  # type: ignore[assignment]
    named = list(earlier)[-count:]
    return {first + place: first + place - whose for place, whose in enumerate(named)}


def _follows(text: str, before: Figure, after: Figure) -> bool:
    units = {before.mention.unit, after.mention.unit}
    if len(units) > 1 and not units <= _RATES:
        return False
    return _BETWEEN.fullmatch(text[before.end : after.start]) is not None


def _items(sentence: Sentence, floor: int, stop: int) -> list[str]:
    left = sentence.text[floor:stop]
    predicate = _PREDICATE.search(left)
    left = left[: predicate.start()] if predicate else left
    cuts = [m.end() for m in _CLAUSE.finditer(left)]
    left = left[cuts[-1] :] if cuts else left
    return [item for item in _SPLIT.split(left) if item]


def _wordings(item: str, last: str) -> list[str]:
    if item is last:
        return [item]
    return [item, *(item + last[-size:] for size in range(1, len(last)))]
