"""Paragraphs and sentences of a mended document, with the figures and periods in each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from indicators.extraction.aliases import QUOTES, Hit, find_aliases
from indicators.language.mentions import Mention

_END = re.compile(r"[。!?\n]")
_LONGEST = 1000  # characters; sentences of this genre have a quarter of that
_LAST_MARK = re.compile(r"(?s:.*)[,;、](?!\d)")
JOINT = re.compile(r"[、和与及]|以及")  # of the items of a list
_BY_TURNS = re.compile(r"(?:分别|依次)(?:为|达到?|在|控制在|保持在|稳定在)?$")
_BOUND_WORDS = frozenset("不超逾大高多突≥>小少低未至最≤<")
_FROM_ABOVE = frozenset(("up_to", "nearly"))
_QUOTE = re.compile(f"[{QUOTES}]")
_FIGURE_KINDS = frozenset(("number", "quantity", "percent", "money", "range", "rank"))


@dataclass(slots=True)
class Figure:
    """A figure in a sentence; `start` and `end` count in the sentence without quotation marks."""

    mention: Mention
    start: int
    end: int


@dataclass(slots=True)
class Sentence:
    """One sentence; `text` is without quotation marks, `start`..`end` the mended span."""

    text: str
    start: int
    end: int
    paragraph: int
    figures: list[Figure] = field(default_factory=list)
    periods: list[Figure] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)


def sentences(
    text: str, mentions: list[Mention], landmarks: Sequence[int] = ()
) -> Iterator[Sentence]:
    """The sentences of a text in which something is mentioned or a landmark stands, in order.

    Semicolons do not end a sentence: a list after a colon shares its subject.
    """
    quotes = [quote.start() for quote in _QUOTE.finditer(text)]
    place = number = mark = paragraph = 0
    for start, end in spans(text):
        if text.find("\n", place, start) >= 0:
            paragraph += 1
        place, first, passed = end, number, mark
        while number < len(mentions) and mentions[number].start < end:
            number += 1
        while mark < len(landmarks) and landmarks[mark] < end:
            mark += 1
        if number > first or mark > passed:
            yield _sentence(text, start, end, paragraph, mentions[first:number], quotes)


@lru_cache(maxsize=2)  # figures and ties are read from the same sentences
def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every sentence of a text; an endless one is cut behind a mark."""
    return tuple(_spans(text))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        end = match.start()
        if end - start > _LONGEST:
            yield from _cut(text, start, end)
        elif end > start:
            yield start, end
        start = end + 1
    if start < len(text):
        yield from _cut(text, start, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        mark = _LAST_MARK.match(text, start, start + _LONGEST)
        stop = mark.end() if mark else start + _LONGEST
        yield start, stop
        start = stop
    yield start, end


def _sentence(
    text: str, start: int, end: int, paragraph: int, mentions: list[Mention], quotes: list[int]
) -> Sentence:
    first = bisect_left(quotes, start)
    inside = quotes[first : bisect_left(quotes, end, first)]
    plain = text[start:end]
    if inside:
        plain = _QUOTE.sub("", plain)
    sentence = Sentence(plain, start, end, paragraph)
    for mention in mentions:
        left, right = mention.start - start, mention.end - start
        if inside:
            left -= bisect_left(inside, mention.start)
            right -= bisect_left(inside, mention.end)
        figure = Figure(mention, left, right)
        if mention.kind in ("period", "date"):
            sentence.periods.append(figure)
        elif mention.kind in _FIGURE_KINDS:
            sentence.figures.append(figure)
    if sentence.figures:
        _share_units(sentence)
        _share_bounds(sentence)
        sentence.hits = find_aliases(plain)
    return sentence


def _share_units(sentence: Sentence) -> None:
    """2.76、2.80和2.73人: the unit behind the last figure of a list is that of all.

    Of points often half the word is: 9个和7.4个百分点.
    """
    for figure, last in zip(sentence.figures[-2::-1], sentence.figures[:0:-1], strict=False):
        mention, unit = figure.mention, last.mention.unit
        bare = not mention.unit and mention.kind == "number"
        points = mention.unit == "个" and unit == "百分点"
        joined = (bare or points) and JOINT.fullmatch(sentence.text, figure.end, last.start)
        if joined and unit:
            kind = last.mention.kind if last.mention.kind != "range" else "quantity"
            figure.mention = mention._replace(unit=unit, kind=kind)
            if points and mention.qualifier == "exact" and mention.value:
                low, high = float(mention.value) - 0.5, float(mention.value) + 0.5
                figure.mention = figure.mention._replace(low=low, high=high, qualifier="rounded")


def _share_bounds(sentence: Sentence) -> None:
    """分别不低于55%和88%: the bound before the first figure of such a list holds for all."""
    bound = ""
    for before, figure in pairwise(sentence.figures):
        first, mention = before.mention, figure.mention
        if _BY_TURNS.search(sentence.text, max(0, before.start - 6), before.start):
            bound = first.qualifier if first.text[0] in _BOUND_WORDS else ""
        if not JOINT.fullmatch(sentence.text, before.end, figure.start):
            bound = ""
        if bound and mention.qualifier in ("exact", "rounded"):
            low, high = (None, mention.value) if bound in _FROM_ABOVE else (mention.value, None)
            figure.mention = mention._replace(low=low, high=high, qualifier=bound)
