"""Which period a figure of a sentence gets: stated, inherited, up to now, or the start of a change."""

from __future__ import annotations

import re
from itertools import pairwise

from indicators.extraction.claim import NEW, Claim
from indicators.extraction.context import UNKNOWN, Scope, governing, scope_of
from indicators.extraction.distribution import BY_TURNS, run_of
from indicators.extraction.measures import REACHES
from indicators.extraction.sentences import Figure, Sentence
from indicators.language.mentions import Mention

_JOINT = re.compile(r"[、,和与及]|以及")
_FROM = re.compile(r"(?:由|从)[^,。;]{0,16}$")
_GROUND = re.compile(r"的?基础上")
_AGAINST = re.compile(r"(?:[由从]|[与同和比较](?:[^,。;:\d]{1,6}的)?)$")
_NOW = re.compile(r"现有|现拥有|现共有|现已|目前")
_SO_FAR = re.compile(r"累计(?:已|共)?(?:达到?|有|为)$")
# 五批专家先后..., 多年来, 累计: counted from a beginning that is not told.
_OPEN = re.compile(r"(?:多|[0-9一二三四五六七八九十]+个?)年来|累计|先后|历年")


def period_of(
    sentence: Sentence, figure: Figure, claim: Claim, inherited: Scope, published: str
) -> Scope:
    """The period of a claimed figure.

    `inherited` is what the figures before left; `published` the document's date, ISO text of any
    precision, which closes what is still going on.
    """
    own = _in_turn(sentence, figure)
    if own is not None:
        return own
    if _starts_a_change(sentence, figure):
        return _earlier(sentence, figure)
    scope = _closed(governing(sentence, figure, claim.measure.name, inherited), published)
    if scope.basis != "stated":
        return _undated(sentence, figure, claim, scope, published)
    if _so_far(sentence, figure):
        last = min(scope.last, published) if scope.last and len(published) == 10 else scope.last
        return scope._replace(first="", unit="until", last=last)
    return scope


def _in_turn(sentence: Sentence, figure: Figure) -> Scope | None:
    """2012年、2013年、2014年分别为68.4万、74.9万和83.2万: each figure its own year."""
    number = sentence.figures.index(figure)
    first, last = run_of(sentence, number)
    count = last - first + 1
    begins = sentence.figures[first].start
    if count < 2 or not BY_TURNS.search(sentence.text, 0, begins):
        return None
    named = [p for p in sentence.periods if p.end <= begins and p.mention.low and p.mention.high]
    run = named[-count:]
    joined = all(_JOINT.fullmatch(sentence.text, a.end, b.start) for a, b in pairwise(run))
    if len(run) == count and joined:
        return scope_of(run[number - first].mention, "stated")
    years = _years(named[-1].mention) if named else []
    if len(years) == count and count > 1:
        year = years[number - first]
        return Scope(f"{year}-01-01", f"{year}-12-31", "year", named[-1].mention.text, "stated")
    return None


def _years(mention: Mention) -> list[int]:
    """The years that a span of whole years covers."""
    low, high = str(mention.low), str(mention.high)
    whole = low.endswith("-01-01") and high.endswith("-12-31")
    return list(range(int(low[:4]), int(high[:4]) + 1)) if whole else []


def _closed(scope: Scope, published: str) -> Scope:
    """A count since some day, as of the day of publication: it cannot reach beyond it."""
    if scope.unit == "since" and not scope.last and len(published) == 10:
        return scope._replace(last=published)
    return scope


def _undated(
    sentence: Sentence, figure: Figure, claim: Claim, scope: Scope, published: str
) -> Scope:
    """What a sentence without a date says of time all the same: 现有 is the day of publication."""
    words = sentence.text[: figure.start]
    if len(published) != 10 and scope.basis == "carried" and _NOW.search(words):
        return UNKNOWN  # 目前 is not what the paragraph before spoke of
    if len(published) != 10 or claim.measure.name != "level":
        return scope
    if claim.indicator.timing == "stock":
        now = _NOW.search(words)
        if now:
            return Scope(published, published, "now", now[0], "stated")
        asof = Scope(published, published, "now", "", "published")
        return asof if scope == UNKNOWN and claim.breakdown != NEW else scope
    since = None if scope.basis == "inherited" else _OPEN.search(words)
    return Scope("", published, "until", since[0], "stated") if since else scope


def _so_far(sentence: Sentence, figure: Figure) -> bool:
    """今年新招12名,累计已达73名: the second is what there is so far, not what the year brought."""
    if not _SO_FAR.search(sentence.text[max(0, figure.start - 8) : figure.start]):
        return False
    stated = [p.end for p in sentence.periods if p.end <= figure.start]
    return bool(stated) and any(stated[-1] <= f.start < figure.start for f in sentence.figures)


def is_start_of_change(sentence: Sentence, figure: Figure) -> bool:
    """The A of 由A提高到B and of 在A的基础上提高, which is reached also where B is promised."""
    return _from_where(sentence, figure) is not None or bool(
        _GROUND.match(sentence.text, figure.end)
    )


def _from_where(sentence: Sentence, figure: Figure) -> int | None:
    """Where 由 stands in 由A提高到B, None if a figure is no such A."""
    left = _FROM.search(sentence.text[max(0, figure.start - 20) : figure.start])
    if left is None or not REACHES.match(sentence.text, figure.end):
        return None
    return figure.start - len(left[0])


def _starts_a_change(sentence: Sentence, figure: Figure) -> bool:
    """由A提高到B, with no date of its own before A."""
    first = _from_where(sentence, figure)
    if first is None:
        return False
    return not any(first <= p.start < figure.start for p in sentence.periods)


def _earlier(sentence: Sentence, figure: Figure) -> Scope:
    """A held in the year that 由2017年... or 与2017年相比 named earlier in the sentence."""
    for period in sentence.periods:
        before = sentence.text[max(0, period.start - 9) : period.start]
        if period.end <= figure.start and _AGAINST.search(before):
            return scope_of(period.mention, "stated")
    return UNKNOWN
