"""Figures in Chinese text: numbers, quantities, percentages, money, ranks, with their bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indicators.language.bounds import bounds_of, prefix_qualifier, suffix_qualifier
from indicators.language.mentions import Mention
from indicators.language.numerals import (
    CHINESE,
    Numeral,
    multiplier,
    parse_chinese,
    parse_compound,
    parse_plain,
)
from indicators.language.units import CHINESE_NUMERAL_UNIT, UNIT, unit_class

_LONGEST = 40  # characters; longer runs of digits are codes, not figures
# Twenty bare numbers in a row are a list of codes or a scan's noise, no figures.
_SEQUENCE = re.compile(r"[0-9]{1,4}(?:[,、~/.:—至到-][0-9]{1,4}){19,}(?![0-9])")
_PLAIN = r"[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?"
_FACTOR = r"(?:[十百千]?万亿|[十百千]?[万亿]|[百千](?![位人名家个]?分))"
_ARABIC = re.compile(
    rf"({_PLAIN})({_FACTOR})?((?:{_PLAIN}{_FACTOR})*)(余|多(?!发|样|次|数|元|层|项目|维|学))?([万亿]{{1,2}})?"
)
_PAIR = re.compile(rf"({_PLAIN})({_FACTOR})")
_CHINESE = re.compile(
    rf"(?:百分之|千分之|万分之)?[{CHINESE}半几数]+(?:点[{CHINESE}]+)?(余|多|来(?=[万亿个名人种家位项张天年]))?([万亿]{{1,2}})?"
)
_PARTS_OF = re.compile(rf"(百|千|万)分之({_PLAIN}|[{CHINESE}]+(?:点[{CHINESE}]+)?)")
_RANGE = re.compile(rf"(?:~|-{{1,2}}|—{{1,2}}|至|到)(?:近|约)?({_PLAIN})({_FACTOR})?")
_CHINESE_RANGE = re.compile(rf"(?:~|-|—|至|到)([{CHINESE}]+)")
_PER = re.compile(r"/(10万|十万|100万|万|千|百万|1000|10000)(?![0-9])")
_FRACTION = re.compile(rf"([{CHINESE}]+)分之([{CHINESE}]+)")
_AGE_AFTER = re.compile(
    r"(?:及|或)?(?:以上|以下|以内)(?:的?(?:常住)?(?:老|儿|妇|人|居民|孕|婴|幼|患|群|育龄|高|女|男|户籍|失能|参|农|城|户|参保|独))"
    r"|(?:儿童|老年|妇女|人群|婴幼儿|女性|男性|青少年|居民|的|适龄|以上|以下|及以|至|~|-|组)"
)
_LATIN = re.compile(r"[A-Za-z]")
_PLUS = frozenset("+＋")
_RANK_BEFORE = re.compile(
    r"(?:居|列|名列|排名?|排位|排在|位次|评为|荣获|获得?|取得|考核|成绩|综合|夺得|跃居|升至|升到|跃升至|上升至|稳居|保持)"
    r"[^,。;:!?]{0,18}$|(?:全国|全省|全市|全区|全县|全州|省内|市内|国内|同类|同级)[^,。;:!?]{0,12}$"
)
_RANK_AFTER = re.compile(r"(位|名)?(?=[,。;:!?、()\s”’》)]|$|的|和|与|及|以及|且|并|左右|方阵)")


def find_quantities(text: str, taken: Sequence[Mention] = ()) -> list[Mention]:
    """Every figure of a text, in order, with what it says; none that begins in `taken`.

    Kinds: number, quantity, percent, money, range, rank, and for numerals that measure
    nothing: ordinal, name (3342X, 1+1), list_marker, age_band, word.

    >>> [(m.text, m.low, m.high) for m in find_quantities("投入40余亿元,近2000人次")]
    [('40余亿元', 4000000000.0, 5000000000.0), ('近2000人次', None, 2000.0)]
    """
    found = [*_arabic(text, taken), *_chinese(text, taken)]
    return _without_overlaps(sorted(found, key=lambda m: (m.start, -m.end)))


def _arabic(text: str, taken: Sequence[Mention]) -> list[Mention]:
    found: list[Mention] = []
    past = 0
    runs = iter(_SEQUENCE.finditer(text))
    run = next(runs, None)
    for match in _outside(_ARABIC.finditer(text), taken):
        if run is not None and match.start() >= run.start() and match.start() >= past:
            found.append(Mention(run.start(), run.end(), "name", run[0]))
            past, run = run.end(), next(runs, None)
        if match.start() >= past:
            mention = _read_arabic(text, match)
            found.append(mention)
            past = mention.end
    return _without_overlaps(found)


def _outside(matches: Iterator[re.Match[str]], taken: Sequence[Mention]) -> Iterator[re.Match[str]]:
    """The matches that do not begin inside the spans given, both in their order."""
    spans = iter(taken)
    span = next(spans, None)
    for match in matches:
        start = match.start()
        while span is not None and span.end <= start:
            span = next(spans, None)
        if span is None or start < span.start:
            yield match


def _read_arabic(text: str, match: re.Match[str]) -> Mention:
    start, end = match.span()
    if end - start > _LONGEST:
        return Mention(start, end, "name", text[start:end])
    plain, factor, more_pairs, more, late_factor = match.groups()
    decoy = _decoy(text, start, end)
    if decoy is not None:
        return decoy
    if more_pairs and factor:
        pairs = [(plain, factor), *_PAIR.findall(more_pairs)]
        numeral = parse_compound(pairs)
    else:
        if more_pairs:  # 2024年... never here; a second number without a first multiplier
            end = match.start(3)
            more = late_factor = None
        numeral = parse_plain(plain)
        scale = multiplier((factor or "") + (late_factor or ""))
        numeral = numeral._replace(scale=scale)
    figure = _complete(text, start, end, numeral, bool(more))
    return _negative(text, figure) if _is_negative(text, start) else figure


def _is_negative(text: str, start: int) -> bool:
    """-8.6 and 负8.6; a dash between two numbers or behind a word is none."""
    if not start:
        return False
    if text[start - 1] == "负":
        return True
    return text[start - 1] == "-" and (start == 1 or text[start - 2] in " \t\n|(,:;为")


def _negative(text: str, figure: Mention) -> Mention:
    """The figure below zero; its sign belongs to it."""
    if figure.value is None or figure.kind in ("age_band", "rank") or figure.start == 0:
        return figure
    bounds = [None if b is None else -float(b) for b in (figure.value, figure.high, figure.low)]
    start = figure.start - 1
    value, low, high = bounds
    return figure._replace(
        start=start, text=text[start : figure.end], value=value, low=low, high=high
    )


def _complete(text: str, start: int, end: int, numeral: Numeral, more: bool) -> Mention:
    """From a number to a figure: range, unit, qualifiers on either side, bounds."""
    nxt = text[end : end + 1]
    if nxt and nxt in "~-—至到":
        second = _RANGE.match(text, end)
        if second is not None:
            ranged = _range(text, start, numeral, second)
            if ranged is not None:
                return ranged
    if nxt == "/":
        per = _PER.match(text, end)
        if per is not None:
            return _figure(text, start, per.end(), numeral, "1/" + _per_unit(per[1]), more)
    if nxt == "%" and _RANGE.match(text, end + 1):
        second = _RANGE.match(text, end + 1)
        ranged = _range(text, start, numeral, second) if second else None
        if ranged is not None:
            return ranged
    if nxt == "强" and start and not more:
        return _front_rank(text, start + (text[start - 1] != "前"), end + 1, numeral.value, "位")
    unit = UNIT.match(text, end)
    if unit is None or text.startswith("人民", end):
        return _figure(text, start, end, numeral, _unit_before(text, start), more)
    name, end = unit[0], unit.end()
    if name in ("岁", "周岁", "个月", "月龄") and _AGE_AFTER.match(text, end):
        return Mention(start, end, "age_band", text[start:end], numeral.value, unit=name)
    if start and text[start - 1] == "前" and name in ("名", "位", "%"):
        return _front_rank(text, start, end, numeral.value, name)
    return _figure(text, start, end, numeral, name, more)


def _unit_before(text: str, start: int) -> str:
    """床位(实有,张)1808: the unit in brackets right before the number."""
    if not start or text[start - 1] != ")":
        return ""
    opening = max(text.rfind(mark, max(0, start - 16), start) for mark in "(,、")
    unit = UNIT.fullmatch(text, opening + 1, start - 1) if opening >= 0 else None
    return unit[0] if unit else ""


def _front_rank(text: str, start: int, end: int, value: float, unit: str) -> Mention:
    """前10名, 前7.5%, 300强: a place not worse than the number."""
    unit = "%" if unit == "%" else "位"
    start -= 1
    return Mention(start, end, "rank", text[start:end], value, None, value, unit, "up_to")


def _per_unit(text: str) -> str:
    return {"十万": "10万", "1000": "千", "10000": "万", "万": "万", "千": "千"}.get(text, text)


def _figure(text: str, start: int, end: int, numeral: Numeral, unit: str, more: bool) -> Mention:
    kind = {"rate": "percent", "money": "money"}.get(
        unit_class(unit), "quantity" if unit else "number"
    )
    if unit.startswith("1/"):
        kind = "percent"
    if unit and unit[-1] in "元" and unit_class(unit) == "money":
        unit = "元" if unit in ("元人民币", "块钱") else unit
    if unit in ("个百分点", "百分点"):
        unit = "百分点"
    elif unit in ("个十万分点", "十万分点"):
        unit = "1/10万"
    if unit == "成" and kind == "quantity":
        numeral, unit, kind = numeral._replace(scale=numeral.scale * 10), "%", "percent"
    qualifier = "more_than" if more else ""
    if not qualifier:
        qualifier, end = suffix_qualifier(text, end)
    if qualifier in ("", "at_least", "approx"):
        before, start = prefix_qualifier(text, start)
        qualifier = qualifier or before
    steps = more or text[end - 1 : end] in "余多"
    qualifier, low, high = bounds_of(numeral, unit, qualifier, steps)
    return Mention(start, end, kind, text[start:end], numeral.value, low, high, unit, qualifier)


def _range(text: str, start: int, first: Numeral, second: re.Match[str]) -> Mention | None:
    """200至300人, 1~2名, 80.5%~90.2%; the unit of the second number is the unit of both."""
    end = second.end()
    last = parse_plain(second[1])._replace(scale=multiplier(second[2] or ""))
    unit = UNIT.match(text, end)
    if unit is None or (last.value * last.scale < first.value and not second[2]):
        return None
    if first.scale == 1 and last.scale > 1 and first.value < last.digits:
        first = first._replace(scale=last.scale)  # 3至5万人
    if not first.value < last.value:
        return None
    name, end = unit[0], unit.end()
    if name in ("岁", "周岁", "月龄"):
        return Mention(
            start, end, "age_band", text[start:end], first.value, first.value, last.value, name
        )
    middle = (first.value + last.value) / 2
    name = "百分点" if name == "个百分点" else name
    return Mention(
        start, end, "range", text[start:end], middle, first.value, last.value, name, "range"
    )


def _decoy(text: str, start: int, end: int) -> Mention | None:
    """Numerals that name or order something: 3342X, 1+1, 5G, 第3期, [2008]16号, '1、'."""
    before = text[start - 1] if start else "\n"
    after = text[end : end + 1]
    if before == "第":
        return _ordinal(text, start, end)
    if (_LATIN.match(after) and not UNIT.match(text, end)) or (
        _LATIN.match(before) or before in _PLUS or after in _PLUS or before in "[〔#№@_=&"
    ):
        stop = end
        while stop < len(text) and (
            (text[stop].isascii() and text[stop].isalnum()) or text[stop] in "+-"
        ):
            stop += 1
        return Mention(start, stop, "name", text[start:stop])
    if after in ("号", "》", "]") and after:
        return Mention(start, end, "name", text[start:end])
    if after == "/" and text[end + 1 : end + 2].isdigit() and not _PER.match(text, end):
        stop = end + 1
        while stop < len(text) and (text[stop].isdigit() or text[stop] == "/"):
            stop += 1
        if text[stop : stop + 1].isascii() and text[stop : stop + 1].isalpha():
            return Mention(start, stop + 1, "name", text[start : stop + 1])
    if after == ":" and text[end + 1 : end + 3].isdigit() and end - start <= 2:
        return Mention(start, end + 3, "name", text[start : end + 3])
    if before == ":" and start > 1 and text[start - 2].isdigit() and end - start == 2:
        return Mention(start, end, "name", text[start:end])
    if before == "\n" and end - start <= 2 and after in ("、", ".", " ", ")", ":") and after:
        return Mention(start, end, "list_marker", text[start:end])
    if before == "(" and after == ")" and end - start <= 2:
        return Mention(start, end, "list_marker", text[start:end])
    if end - start >= 7 and text[start:end].isdigit() and not UNIT.match(text, end):
        return Mention(start, end, "name", text[start:end])
    return None


def _ordinal(text: str, start: int, end: int) -> Mention:
    """第N: a rank when a place in an order is what the words before it announce."""
    start -= 1
    after = _RANK_AFTER.match(text, end)
    value = _ordinal_value(text[start + 1 : end])
    if after is not None and value:
        unit_said = after[1] is not None
        clause = text[max(0, start - 24) : start]
        if unit_said or _RANK_BEFORE.search(clause):
            stop = after.end()
            return Mention(
                start, stop, "rank", text[start:stop], value, value, value, "位", "exact"
            )
    unit = None if text.startswith("人民", end) else UNIT.match(text, end)
    stop = unit.end() if unit else end
    return Mention(start, stop, "ordinal", text[start:stop], value)


def _ordinal_value(text: str) -> float | None:
    if text.isdigit():
        return float(int(text))
    numeral = parse_chinese(text)
    return numeral.value if numeral else None


def _chinese(text: str, taken: Sequence[Mention]) -> list[Mention]:
    found: list[Mention] = []
    past = 0
    for match in _outside(_CHINESE.finditer(text), taken):
        if match.start() < past:
            continue
        mention = _read_chinese(text, match)
        if mention is not None:
            found.append(mention)
            past = mention.end
    return _without_overlaps(found)


def _read_chinese(text: str, match: re.Match[str]) -> Mention | None:
    start, end = match.span()
    if start and text[start - 1] in "0123456789." and text[start] in "万亿百千十":
        return None  # belongs to an Arabic numeral
    written = text[start:end]
    if text.startswith("分之", start + 1) or written[1:3] == "分之":
        return _parts_of(text, start)
    fraction = _FRACTION.match(text, start)
    if fraction is not None:
        return _fraction(text, fraction)
    before = text[start - 1] if start else "\n"
    if before == "第":
        return _ordinal(text, start, end)
    if before == "前" and text[end : end + 1] in ("位", "名", "强", "列"):
        value = _ordinal_value(written)
        if value is not None and text[end] != "列":
            return Mention(
                start - 1,
                end + 1,
                "rank",
                text[start - 1 : end + 1],
                value,
                None,
                value,
                "位",
                "up_to",
            )
    if before in "唯统单" and text[start] == "一":  # 唯一一家
        if end == start + 1:
            return None
        start, written = start + 1, written[1:]
    more = match[1] is not None
    late = match[2] or ""
    core = written[: match.start(1) - start] if more else written
    if not more and late and core.endswith(late):
        late = ""
    if core in ("百", "千", "万", "亿") and before in "近上超逾约过" and before:
        numeral: Numeral | None = Numeral(1, 0, multiplier(core))
    else:
        numeral = parse_chinese(core) if not set(core) & set("几数半") else None
    if len(core) == 2 and set(core) <= set("一二三四五六七八九"):
        return None  # 三四级, 七八个: neighbouring digits are no number
    unit = CHINESE_NUMERAL_UNIT.match(text, end)
    if numeral is None:
        return _vague(text, start, end, core, unit)
    if late:
        numeral = numeral._replace(scale=numeral.scale * multiplier(late))
    ranged = _chinese_range(text, start, end, numeral)
    if ranged is not None:
        return ranged
    if unit is None:
        if more and late:
            return _figure(text, start, end, numeral, "", more)
        kind = "number" if len(core) > 1 and not set(core) <= set("万千百亿一") else "word"
        if kind == "word":
            return None
        return Mention(
            start,
            end,
            "number",
            text[start:end],
            numeral.value,
            numeral.value,
            numeral.value,
            "",
            "exact",
        )
    name = unit[0]
    if name == "大":
        name = "个"
    if name in ("岁", "周岁") and _AGE_AFTER.match(text, unit.end()):
        return Mention(
            start, unit.end(), "age_band", text[start : unit.end()], numeral.value, unit=name
        )
    figure = _figure(text, start, unit.end(), numeral, name, more)
    if name == "个" and unit[0] == "大":
        figure = figure._replace(unit="个")
    return figure


def _chinese_range(text: str, start: int, end: int, first: Numeral) -> Mention | None:
    """一千到一千五百, 三至五名."""
    second = _CHINESE_RANGE.match(text, end)
    last = parse_chinese(second[1]) if second is not None else None
    if second is None or last is None or not first.value < last.value:
        return None
    unit = CHINESE_NUMERAL_UNIT.match(text, second.end())
    stop = unit.end() if unit else second.end()
    name = unit[0] if unit else ""
    if name in ("岁", "周岁", "月龄", "年", "月", "天", "日", "小时", "分钟"):
        return None
    middle = (first.value + last.value) / 2
    span = text[start:stop]
    return Mention(start, stop, "range", span, middle, first.value, last.value, name, "range")


def _parts_of(text: str, start: int) -> Mention | None:
    match = _PARTS_OF.match(text, start)
    if match is None:
        return None
    numeral = parse_plain(match[2]) if match[2][0].isdigit() else parse_chinese(match[2])
    if numeral is None:
        return None
    unit = {"百": "%", "千": "‰", "万": "1/万"}[match[1]]
    return _figure(text, start, match.end(), numeral, unit, False)


def _fraction(text: str, match: re.Match[str]) -> Mention | None:
    below, above = parse_chinese(match[1]), parse_chinese(match[2])
    if below is None or above is None or not below.value:
        return None
    value = 100 * above.value / below.value
    return Mention(
        match.start(), match.end(), "percent", match[0], value, None, None, "%", "approx"
    )


def _vague(
    text: str, start: int, end: int, core: str, unit: re.Match[str] | None
) -> Mention | None:
    """数十名, 几百家: a size without a number; recorded, never a value."""
    if unit is None or len(core) < 2 or not set(core) & set("十百千万亿"):
        return None
    return Mention(
        start, unit.end(), "quantity", text[start : unit.end()], unit=unit[0], qualifier="approx"
    )


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """Qualifiers reach to the left: cut where that would run into the figure before."""
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
