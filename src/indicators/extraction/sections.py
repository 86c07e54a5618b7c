"""Headings: the period and the promise that the paragraphs below them stand under."""

from __future__ import annotations

import re
from typing import NamedTuple

from indicators.extraction.context import UNKNOWN, Scope, is_name, scope_of
from indicators.extraction.sentences import Sentence

_LONGEST = 40
# From the widest to the narrowest: 第一章, 一、, (一), 1.
_LEVELS = (
    re.compile(r"第[一二三四五六七八九十\d]+[章编篇部节]"),
    re.compile(r"[一二三四五六七八九十]{1,3}、|【"),
    re.compile(r"\([一二三四五六七八九十]{1,3}\)"),
    re.compile(r"\d{1,2}[.、](?!\d)"),
)
_PLAIN = len(_LEVELS)  # a short line of its own without a number
_PROMISES = re.compile(
    r"目标|打算|展望|愿景|(?:工作|下一步|下步|重点|主要)(?:安排|思路|计划|任务|部署|举措|要点)|下一步|下步"
    r"|(?:明|今|来)年工作|\d{4}年(?:度|工作|的)*(?:计划|安排|思路|任务|要点|举措|展望)|努力方向|奋斗"
)
_PLAN = re.compile(r"(?<!免疫)规划|纲要|(?:行动|工作|实施)(?:计划|方案)|三年行动")
_REPORTS = re.compile(
    r"回顾|情况|进展|现状|基础(?!能力|设施|建设)|成效|成就|成绩|总结|问题|背景|形势|概况|概述|经验|做法|挑战|机遇"
)
_LINE = re.compile(r"\S[^\n]*")
_OPENING = re.compile(r"[^。!?]*")


class _Section(NamedTuple):
    scope: Scope
    promises: bool


class Sections:
    """The headings that govern the paragraph being read, by their level.

    A heading replaces those of its own level and below: (二) ends (一), 二、 ends both.
    """

    def __init__(self, title: str, scope: Scope) -> None:
        self._title, self._plan = scope, _PLAN.search(title) is not None
        self._open: dict[int, _Section] = {}

    def enter(self, line: str, sentence: Sentence) -> bool:
        """Take note of the line that a paragraph begins with; whether it is a heading."""
        words, level = _heading(line)
        if level is None or sentence.figures:
            return False
        if level == _PLAIN and not (_PROMISES.search(words) or _REPORTS.search(words)):
            return False
        self._open = {at: section for at, section in self._open.items() if at < level}
        # A chapter of a plan promises, unless it looks back; a part is as its chapter is.
        promises = self.promises if self._open else self._plan
        if _REPORTS.search(words):  # 主要目标完成情况 reports, whatever was promised
            promises = False
        elif _PROMISES.search(words):
            promises = True
        self._open[level] = _Section(_stated(sentence), promises)
        return True

    @property
    def scope(self) -> Scope:
        """The period of the nearest heading that states one, else the title's."""
        for level in sorted(self._open, reverse=True):
            if self._open[level].scope != UNKNOWN:
                return self._open[level].scope
        return self._title

    @property
    def promises(self) -> bool:
        """Whether the nearest heading announces what is to come (主要目标, 工作安排)."""
        return bool(self._open) and self._open[max(self._open)].promises


def heading_places(text: str) -> list[int]:
    r"""Where the headings of a text begin, those that open a paragraph (二、做法。全县...) too.

    >>> heading_places("全县有床位98张。\n二、主要目标\n到2025年达到120张。")
    [10]
    """
    lines = _LINE.finditer(text)
    return [line.start() for line in lines if _heading(line[0])[1] is not None]


def _heading(line: str) -> tuple[str, int | None]:
    """The words of a heading, a line or what opens one (五、2024年计划。居民医保...), and its level."""
    level = heading_level(line)
    if level is not None:
        return line, level
    opening = _OPENING.match(line)[0]  # type: ignore[index]
    level = heading_level(opening)
    return opening, None if level == _PLAIN else level


def heading_level(line: str) -> int | None:
    """How deep a heading is, None for a line of running text.

    >>> [heading_level(t) for t in ("二、主要目标", "(一)床位", "主要目标", "全县有床位98张。")]
    [1, 2, 4, None]
    """
    line = line.strip()
    if not line or len(line) > _LONGEST or re.search(r"[。;!?|\t]|,.*,|:$", line):
        return None
    for level, mark in enumerate(_LEVELS):
        if mark.match(line):
            return level
    return _PLAIN if len(line) <= 16 and not re.search(r"[,:、]", line) else None


def _stated(sentence: Sentence) -> Scope:
    """The period that a heading names; “十五”回顾 is the plan's own five years."""
    for period in sentence.periods:
        known = period.mention.low and period.mention.high
        if known and not is_name(sentence.text, period):
            return scope_of(period.mention, "inherited")
    return UNKNOWN
