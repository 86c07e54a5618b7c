"""Doctors who are sent to stay: how cities and hospitals assist counties far away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indicators.extraction.ties.skeleton import Skeleton
from indicators.extraction.ties.telling import Telling
from indicators.extraction.ties.words import ACROSS, LIST, PARTY, WORD

_TEAM = "医疗(?:队|人才|专家|团队|骨干)|专家|医生|医师|医务人员|骨干|人才|队员|医护"
_STAY = "(?:进驻|抵达|到[达任]?|来到|奔赴|常驻|扎根|驻点|入驻|驻扎|走进|支援|帮扶|赶?赴|在)"
_SEND = "(?:选派|派出|派驻|派遣|派来|抽调|安排|输送|遴选)"
_WORDINGS = (
    re.compile(  # P先后向R选派医疗队
        f"({LIST}){WORD}{{0,6}}?[向到对为赴给]({PARTY}){WORD}{{0,8}}{_SEND}(?=.{{0,16}}(?:{_TEAM}))"
    ),
    re.compile(  # P从A、B抽调专家,组成医疗队,进驻R
        f"({LIST}){ACROSS}{{0,24}}?(?:从{LIST})?{WORD}{{0,6}}?{_SEND}"
        f"(?={ACROSS}{{0,24}}(?:{_TEAM})){ACROSS}{{0,40}}?{_STAY}{WORD}{{0,4}}({PARTY})"
    ),
    re.compile(  # P援疆医疗队在R
        f"({LIST})(?={WORD}{{0,16}}(?:{_TEAM})){WORD}{{0,30}}?{_STAY}{WORD}{{0,4}}({PARTY})"
    ),
)
_UNNAMED = re.compile(f"援[疆藏青](?:{_TEAM}){WORD}{{0,4}}(?:进驻|抵达|到达|来到)了?({PARTY})?")
# Doctors travel for much else: only these words say that they came to help for a while.
_TO_HELP = re.compile("援[疆藏青]|医疗队|帮扶|组团|对口|支援|常驻|驻点|蹲点|挂职")
_TO_LEARN = re.compile("[^,;]{0,8}(?:进修|学习|培训|参观|考察|跟班|轮训|治疗|就诊|就医|毕业)")
_MARKED = re.compile(
    f"({PARTY}){WORD}{{0,5}}?(?:援[疆藏青]|医疗队|医疗专家|对口(?:支援|帮扶)|组团式|帮扶)"
)


def teams(skeleton: Skeleton) -> Iterator[Telling]:
    """P选派医疗队进驻R, P援疆医疗队在R, 援疆医疗队进驻以来: at most one tie a sentence."""
    text = skeleton.text
    if not _TO_HELP.search(text):
        return
    for wording in _WORDINGS:
        found = wording.search(text)
        if found is None or _TO_LEARN.match(text, found.end()):
            continue
        if _TO_HELP.search(text, max(0, found.start() - 30), found.end() + 24):
            givers, got = (skeleton.slots_in(*found.span(n)) for n in (1, 2))
            yield Telling("assistance", givers, got, True, found.end() - 1, found.end(), sent=True)
            return
    unnamed = _UNNAMED.search(text)
    if unnamed:
        got = skeleton.slots_in(*unnamed.span(1))
        yield Telling("assistance", [], got, True, unnamed.start(), unnamed.end())


def donors(skeleton: Skeleton) -> Iterator[str]:
    """The places and hospitals whose teams a sentence speaks of (佛山医疗队, 泰安援疆科室)."""
    for match in _MARKED.finditer(skeleton.text):
        yield skeleton.slots[match.start(1)].name
