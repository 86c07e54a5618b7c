"""Lists that share one predicate: 医院、卫生院、民营医院分别为17699人、2268人、5505人."""

from __future__ import annotations

import re

from indicators.extraction.measures import POINTS, TO_LEVEL
from indicators.extraction.per_head import PER_HEAD
from indicators.extraction.sentences import JOINT, Figure, Sentence
from indicators.extraction.units import same_sort

_BETWEEN = re.compile(r"[、,和及与/]|以及")
# 分别下降2%和上升1%: joined, each with its own direction.
_TURN = re.compile(
    r"(?:[、,和及与]|以及)(?:增长|增加|提高|提升|上升|下降|减少|降低|缩短|延长|升高|回落|增|升|降|减)了?"
)
_SPLIT = re.compile(r"[、和及与]")
_YEAR = r"(?:(?:19|20)\d\d年|去年|上年|前年)[末底初]?的?"
_PREDICATE = re.compile(
    rf"(?:均|都|双双|皆)?(?:分别|依次|各)?(?:{_YEAR}|站上|站稳|突破|迈上|占比?|达到?|为|是|有|约|:|增长|下降|提高|减少|增加|上升|降低|缩短|压缩|回落|降|升|增|减|至|到|提升|控制|稳定|保持|维持|在|由|从|比例|比重)*(?:分别|依次)?(?:为|达到?|是|占)?$"
)
_NUMBER_OF = re.compile(r"(?:指标|数据|数字|比例|率|者)")
_RATES = {"%", "‰", "1/10万"}
BY_TURNS = re.compile(r"分别|依次")
_PER_HEAD = re.compile(rf"(?:[^每]{{0,12}}?)({PER_HEAD})(?=[^,;])")
_KIND = re.compile(r"^(?:[12一二]|I{1,2}|[ⅠⅡ])型")  # 2型糖尿病 is no other disease
_OF_ALL = re.compile(r"(?<!平)均|[都皆各]|双双")
# 下降到2020年的: levels that answer the list of levels they came from.
_REACHED = re.compile(rf"(?:再|又|已)?{TO_LEVEL}了?(?:{_YEAR})?")
# ,较2020年末增加; (同比提高: changes that answer a list of levels right before them.
_MOVED = re.compile(
    r"[,(](?:(?:同比|环比|[比较与][^,。;]{1,14}?)(?:相比)?,?)?(?:均|都)?(?:有所)?"
    r"(?:净?增加|增长|提高|提升|上升|下降|减少|降低|缩短|净?增|降|升|减)了?"
)
_CLAUSE = re.compile(r"[,;:。](?!$)")


def distributed(sentence: Sentence) -> dict[int, list[str]]:
    """For each figure of such a list, what it measures, from most to least literal.

    The last item often ends in words that belong to all: 新生儿、婴儿和5岁以下儿童死亡率 gives
    婴儿, 婴儿率, 婴儿亡率, 婴儿死亡率 ...; the reader of the list takes what the codebook knows.
    The first may begin with 每千人口, which holds for all: 每千人口床位、护士分别为7.5张和3.8人.
    """
    phrases: dict[int, list[str]] = {}
    figures = sentence.figures
    first = 0
    while first < len(figures):
        last = _last_of_run(sentence, first)
        if last > first:
            items = _items(sentence, _floor(figures, first), figures[first].start)
            if len(items) == last - first + 1:
                for offset, item in enumerate(items):
                    phrases[first + offset] = _wordings(item, items[-1])
        first = last + 1
    return phrases


def shared(sentence: Sentence) -> dict[int, list[list[str]]]:
    """For each figure said of several things at once, what each of them is called.

    高血压、糖尿病患者规范管理率均达75%: the figure is that of the one and of the other.
    """
    phrases: dict[int, list[list[str]]] = {}
    for number, figure in enumerate(sentence.figures):
        floor = _floor(sentence.figures, number)
        of_all = [m.start() for m in _OF_ALL.finditer(sentence.text, floor, figure.start)][-1:]
        if not any(_PREDICATE.fullmatch(sentence.text, at, figure.start) for at in of_all):
            continue
        items = _items(sentence, floor, figure.start)
        if len(items) > 1:
            phrases[number] = [_wordings(item, items[-1]) for item in items]
    return phrases


def _floor(figures: list[Figure], number: int) -> int:
    return figures[number - 1].end if number else 0


def _last_of_run(sentence: Sentence, first: int) -> int:
    """The last figure of the list that begins with a figure; behind 分别 units may differ."""
    figures, text = sentence.figures, sentence.text
    mixed = BY_TURNS.search(text, _floor(figures, first), figures[first].start) is not None
    last = first
    while last + 1 < len(figures) and _follows(text, figures[last], figures[last + 1], mixed):
        last += 1
    return last


def paired(sentence: Sentence) -> dict[int, int]:
    """For figures behind 分别 that answer figures before it: how many figures back theirs is.

    门急诊58万人次,住院1万人次,同比分别增长7.9%和12.3%: the two percentages are of the two counts.
    So are those of two lists of one length: 床位7.6张、医师3.1人,较2020年增加1.4张、0.8人.
    """
    pairs: dict[int, int] = {}
    figures = sentence.figures
    for first in range(1, len(figures)):
        between = sentence.text[figures[first - 1].end : figures[first].start]
        if "分别" not in between:
            if _MOVED.fullmatch(between) or _REACHED.fullmatch(between):
                pairs |= _moved(sentence, first)
            continue
        last = _last_of_run(sentence, first)
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


def end_of_list(sentence: Sentence, number: int) -> Figure:
    """The last figure of a list, also one that names its items: 床位7.6张、护士3.1人."""
    figures = sentence.figures
    while number + 1 < len(figures) and _listed_with(
        sentence.text, figures[number], figures[number + 1]
    ):
        number += 1
    return figures[number]


def _answered(figures: list[Figure], first: int, count: int, told: bool) -> dict[int, int]:
    """How far back what each figure of a list answers is; points of percent answer percentages."""
    earlier = range(first - told)
    if figures[first].mention.unit in POINTS:
        rates = [n for n in earlier if figures[n].mention.unit in _RATES]
        earlier = rates if len(rates) >= count else earlier  # type: ignore[assignment]
    named = list(earlier)[-count:]
    return {first + place: first + place - whose for place, whose in enumerate(named)}


def _moved(sentence: Sentence, first: int) -> dict[int, int]:
    """The changes of a list that are as many as the levels of the list right before them."""
    figures, text = sentence.figures, sentence.text
    last = first
    while last + 1 < len(figures) and _follows(text, figures[last], figures[last + 1], True):
        last += 1
    count = last - first + 1
    begins = first - 1
    while begins and _listed_with(text, figures[begins - 1], figures[begins]):
        begins -= 1
    if count < 2 or first - begins != count:
        return {}
    answers = all(_changes(figures[n - count], figures[n]) for n in range(first, last + 1))
    return dict.fromkeys(range(first, last + 1), count) if answers else {}


def _listed_with(text: str, before: Figure, after: Figure) -> bool:
    """床位7.6张、护士3.1人; 7.6张、3.1人: joined, if with a name between."""
    between = text[before.end : after.start]
    return between[:1] in ("、", "和", "及", "与") and not re.search("[,;:。]", between)


def _changes(level: Figure, change: Figure) -> bool:
    """Whether a change is in the unit of the level, or in percent."""
    unit = change.mention.unit
    return unit in POINTS or unit == "%" or same_sort(level.mention.unit, unit)


def _follows(text: str, before: Figure, after: Figure, mixed: bool = False) -> bool:
    units = {before.mention.unit, after.mention.unit}
    if mixed and len(units) == 1 and _TURN.fullmatch(text[before.end : after.start]):
        return True
    if len(units) > 1 and not units <= _RATES:
        return mixed and JOINT.fullmatch(text[before.end : after.start]) is not None
    return _BETWEEN.fullmatch(text[before.end : after.start]) is not None


def _items(sentence: Sentence, floor: int, stop: int) -> list[str]:
    left = sentence.text[floor:stop]
    predicate = _PREDICATE.search(left)
    left = left[: predicate.start()] if predicate else left
    cuts = [m.end() for m in _CLAUSE.finditer(left)]
    left = left[cuts[-1] :] if cuts else left
    items = [item for item in _SPLIT.split(left) if item]
    per_head = _PER_HEAD.match(items[0]) if items else None
    if per_head:
        items[1:] = [item if "每" in item else per_head[1] + item for item in items[1:]]
    return items


def _wordings(item: str, last: str) -> list[str]:
    if item is last:
        return [item]
    last = _KIND.sub("", last)
    return [item, *(item + last[-size:] for size in range(1, len(last)))]
