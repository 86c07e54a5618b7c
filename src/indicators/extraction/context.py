"""What a figure inherits from around it: its period."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from indicators.codebook.indicators import Indicator
from indicators.extraction.distribution import end_of_list
from indicators.extraction.sentences import Figure, Sentence
from indicators.language.calendar import same_day
from indicators.language.mentions import Mention

_BASE_BEFORE = re.compile(r"(?:(?:比|较|与)[^,。;:\d]{0,7}|(?:同|和|自)[^,。;:\d]{0,3})$")
_FOUNDED = re.compile(r"(?:建|成立|创办|创建|始|建院)于$")
_FROM = re.compile(r"[由从]$")
_LISTED = re.compile(r"的?\d[\d.]*[^,。;:\d]{0,5}[、和与及]")
_BASIS = re.compile(r"[^,。;:]{0,24}?基础上")
_BASE_AFTER = re.compile(
    r"[^,。;:\d]{0,8}(?:相比|同期|相当|持平|增长|增加|提高|下降|减少|上升|降低|多|少|高|低|延长|缩短|年均|净?增|减|升|降)"
)
_IN_NAME = re.compile(r"[^,。;:]{0,16}?(?:规划|行动|计划|工程|方案|纲要|条例)")
_EVENT_AFTER = re.compile(r"[^,。;:]{0,4}(?:启动|出台|印发|发布|公布|颁布|下发|提出|定下)")
_SINCE = re.compile(r"[^,。;:\d]{0,24}以来")
_ASIDE = re.compile(
    r",?(?:底|末|初|时|的?(?:这|该)(?:一|个|项)?(?:数字|数据|比例|指标|数)?)?(?:只|仅|才|还|尚|不过)(?:只|仅|是|为|有)"
)
_AGAINST = re.compile(r"(?:[比较]|[高低优少多]于|超过)$")
_JUST = re.compile(r"(?:才|刚刚?|新近)(?![0-9一二三四五六七八九十])")
_SAME_TIME = "同期"
_BACK = ("去年", "上年", "前年", "上一年")
_THAT = re.compile(
    r",?的?[这该][一两几]?[个项]?(?:数字|数据|比例|指标|比率|数|率)(?:还|则|仅|只|约)?[是为]"
)
_CLAUSE_END = re.compile(r"[,;:]")
_MULTIPLE = re.compile(r"的?(?:近|约|超过?)?[\d.一二两三四五六七八九十]+(?:多|余)?倍")
_MEETING = re.compile(
    r"[^,。;:\d]{0,24}?(?:会议|大会|年会|座谈会|推进会|现场会|培训班|论坛|博览会|宣传周|活动周|专场)"
)
_NUMERAL = re.compile(r"\d|[一二三四五六七八九十]|分之")
# Persons on a register: of a year, or of the day if one is named.
_REGISTERED = frozenset(("basic_medical_insurance_enrollees",))
_PARTIAL = ("partial",)


class Scope(NamedTuple):
    """A period that governs figures: first and last day ("" = open), granularity, words, basis."""

    first: str
    last: str
    unit: str
    text: str
    basis: str


UNKNOWN = Scope("", "", "", "", "unknown")


def governing(sentence: Sentence, figure: Figure, measure: str, inherited: Scope) -> Scope:
    """The period a figure belongs to: the last one stated before it, or what it inherits."""
    number = bisect_left(sentence.periods, figure.start, key=_start)
    change = measure.startswith("change")
    while number:
        number -= 1
        best = sentence.periods[number]
        if not _is_base(sentence.text, best, figure, change) and not (
            _is_aside(sentence, best, figure)
        ):
            break
    else:
        return inherited
    scope = _up_to(scope_of(best.mention, "stated"), sentence.periods, best)
    if best.mention.text.endswith(_SAME_TIME):
        return _in_that_year(_spoken_of(sentence, number, inherited), scope)
    if scope.first and _SINCE.match(sentence.text[best.end : figure.start]):
        return scope._replace(last="", unit="since")  # 自2019年结对以来
    return scope


def _spoken_of(sentence: Sentence, number: int, inherited: Scope) -> Scope:
    """What the sentence spoke of before one of its periods: 去年同期 is that time of last year."""
    for period in reversed(sentence.periods[:number]):
        if not _is_base(sentence.text, period, None, False):
            return scope_of(period.mention, "stated")
    return inherited


def _in_that_year(now: Scope, then: Scope) -> Scope:
    """The same days of another year: 2024年1—6月 is 2023-01-01..2023-06-30 for 去年同期."""
    if not (now.first and now.last and then.first) or now.first[:4] != now.last[:4]:
        return then
    # 去年 is the year before the one spoken of, whenever that is.
    later = 12 * min(int(then.first[:4]) - int(now.last[:4]), -1)
    return then._replace(
        first=same_day(now.first, later), last=same_day(now.last, later), unit=now.unit
    )


def _up_to(scope: Scope, periods: list[Figure], best: Figure) -> Scope:
    """截至目前,本年度举办26场: from the beginning of the year to that day."""
    number = periods.index(best)
    if scope.unit != "year" or not number:
        return scope
    before = periods[number - 1].mention
    ends = str(before.high or "") if before.unit in ("now", "until") else ""
    inside = scope.first <= ends <= scope.last
    return scope._replace(last=ends) if inside else scope


def _start(figure: Figure) -> int:
    return figure.start


def _is_aside(sentence: Sentence, period: Figure, figure: Figure | None) -> bool:
    """2020年23.6万人次,2017年这个数字还是14万人次,增长68.6%: 2017 holds for its own figure alone."""
    told_beside = sentence.text[max(0, period.start - 1) : period.start] == "而"
    same_time = period.mention.text.endswith(_SAME_TIME)
    back = period.mention.text.startswith(_BACK) and _THAT.match(sentence.text, period.end)
    if not (told_beside or same_time or back or _ASIDE.match(sentence.text, period.end)):
        return False
    if figure is None:
        return True
    if same_time and sentence.text.startswith(",", period.end):  # 去年同期,A为x,B为y
        return ";" in sentence.text[period.end : figure.start]
    behind = (n for n, f in enumerate(sentence.figures) if period.end <= f.start)
    first = next(behind, None)
    return first is not None and end_of_list(sentence, first).start < figure.start


def handed_on(sentence: Sentence, inherited: Scope, published: str) -> Scope:
    """The period that a sentence leaves to the next one of its paragraph.

    One still to come when the document appeared is left only if figures of the sentence are its.
    """
    if not sentence.periods:
        return inherited
    last_figure = sentence.figures[-1].start if sentence.figures else -1
    for period in reversed(sentence.periods):
        if inherited == UNKNOWN and _is_review(period):
            return scope_of(period.mention, "inherited")
        if _is_base(sentence.text, period, None, False) or _is_aside(sentence, period, None):
            continue
        ahead = published and str(period.mention.low or "")[:4] > published[:4]
        if not ahead or period.start < last_figure or sentence.text.rstrip().endswith(":"):
            return _up_to(scope_of(period.mention, "inherited"), sentence.periods, period)
    return inherited


def scope_of(mention: Mention, basis: str) -> Scope:
    """A period mention as a scope."""
    return Scope(str(mention.low or ""), str(mention.high or ""), mention.unit, mention.text, basis)


def _is_review(period: Figure) -> bool:
    """2023年度...考核结果: the year of a review, which is told of where no other year is."""
    named = period.mention.qualifier == "stated" and period.mention.unit == "year"
    return named and period.mention.text.endswith("年度")


def is_name(text: str, period: Figure) -> bool:
    """“十四五”规划: the years of a plan that is only named."""
    if period.mention.unit not in ("span", "decade"):
        return False
    return period.mention.text.endswith("规划") or _IN_NAME.match(text, period.end) is not None


def _is_base(text: str, period: Figure, figure: Figure | None, change: bool) -> bool:
    """A period that only names what is compared with (比上年, 较2023年), or part of a name."""
    if period.mention.qualifier in _PARTIAL:
        return True
    if period.mention.low is None and period.mention.high is None:
        return True
    if is_name(text, period):
        return True
    brackets = (
        text[max(0, period.start - 1) : period.start] == "(" and period.mention.unit == "span"
    )
    named = period.mention.qualifier == "stated" and period.mention.text.endswith("年度")
    if figure is None and (brackets or named):
        return True  # 2019年度排名: only what it stands before
    if figure is None and _JUST.match(text, period.end):
        return True  # 卫生室去年刚翻新: what happened then dates nothing else
    if period.mention.unit in ("year", "span") and _MEETING.match(text, period.end):
        return True  # 2026年全区卫生健康工作会议
    if _SINCE.match(text, period.end):
        return False  # 自2022年6月启动帮扶以来
    if _EVENT_AFTER.match(text, period.end):
        return True  # when a programme began, not when its figures were counted
    before = text[max(0, period.start - 8) : period.start]
    if _FOUNDED.search(before):
        return True
    if _FROM.search(before):  # 由2022年的78%提高到81%: the second figure is of another time
        if figure is None or _LISTED.fullmatch(text, period.end, figure.start):
            return figure is None  # 由2015年的5.2‰、7.1‰: both are of 2015
        return bool(_NUMERAL.search(text, period.end, figure.start))
    basis = _BASIS.match(text, period.end) if before.endswith("在") else None
    if basis is not None:  # 在2020年16.2%的基础上下降: only that figure is of 2020
        return figure is None or figure.start >= basis.end()
    if _MULTIPLE.match(text, period.end):
        return True  # 是2014年的1.8倍
    if _AGAINST.search(before) and (
        figure is None or _CLAUSE_END.search(text, period.end, figure.start)
    ):
        return True  # 比2016年的83%高: that figure is of 2016, the next clause is not
    if not _BASE_BEFORE.search(before):
        return False
    if figure is not None and not change and text[period.end : figure.start] == "的":
        return False  # 较去年同期的231例下降: that figure is of that time
    relative = period.mention.qualifier == "relative" and before[-1] in "比较"
    if change or figure is None or relative:
        return True
    stop = figure.start
    return bool(_BASE_AFTER.match(text[period.end : stop + 4]))


def as_dates(
    scope: Scope, indicator: Indicator | None, measure: str, added: bool = False
) -> tuple[str, str]:
    """First and last day for the tables.

    A stock, and by how much it changed, is counted at the end of the period named; a flow
    counted up to a day began on a day that the text does not say. What was `added` to a stock
    is a flow.
    """
    if indicator is None:
        return scope.first, scope.last
    year_end = scope.first == scope.last and scope.last.endswith("-12-31") and scope.unit == "day"
    registered = indicator.indicator in _REGISTERED
    adds_up = indicator.timing == "flow" and indicator.kind != "rate" and not registered
    if year_end and adds_up:
        return scope.last[:4] + "-01-01", scope.last
    counted = indicator.kind in ("count", "money", "ratio") and measure != "rank"
    if counted and indicator.timing == "stock" and not added:
        if scope.unit in ("since", "day", "until", "now") or not scope.last:
            return scope.first, scope.last
        return scope.last, scope.last
    if counted and registered and scope.unit in ("until", "now", "day"):
        return scope.last, scope.last  # 截至年底参保58万人: those enrolled then
    if counted and scope.unit == "now" and indicator.unit == "人":
        return scope.last, scope.last  # 目前派驻46名: so many are there now
    if counted and scope.unit in ("until", "now") and indicator.kind in ("count", "money"):
        return "", scope.last
    return scope.first, scope.last
