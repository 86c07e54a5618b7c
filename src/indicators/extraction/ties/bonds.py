"""Ties of two sides: agreements, partnerships, workstations."""

from __future__ import annotations

import re

from indicators.extraction.ties.skeleton import Skeleton
from indicators.extraction.ties.telling import Telling, acted, before, ending, given
from indicators.extraction.ties.words import (
    ACROSS,
    LIST,
    NO_TIE,
    OPENED,
    ORGANISATION,
    PARTY,
    PLACE,
    WITH,
    WORD,
)

_BESIDE = {
    gap: ending(f"{WITH}[^,;:{ORGANISATION}]{{0,12}}?({LIST}){gap}{{0,24}}")
    for gap in (WORD, ACROSS)
}
_PAIR = ending(f"({PARTY}){WORD}{{0,8}}[和与、及]({PARTY}){WORD}{{0,14}}")
_SINCE = re.compile("[^,;]{0,3}(?:以来|以后|后)")
_OWNER = ending(f"({ORGANISATION}){WORD}{{0,10}}")
_HELD = re.compile(f"{WORD}{{0,8}}?[在于]({PARTY}){WORD}{{0,8}}?(?:{OPENED}|举行)")
_SET_UP = re.compile(
    f"{WORD}{{0,8}}?(?:{OPENED}|设在|设立在)[^,;{ORGANISATION}{PLACE}]{{0,6}}({PARTY})?"
)
_FOUNDED = re.compile("成立|建立|设立|引进|共建|组建|建成|揭牌")
_WITH = ending(WITH)


def agreement(skeleton: Skeleton, verb: re.Match[str]) -> Telling | None:
    """A与B签订协议."""
    if NO_TIE.search(skeleton.text, verb.end(), verb.end() + 14):
        return None
    return together(skeleton, "agreement", verb) or _pair(skeleton, "agreement", verb)


def partnership(skeleton: Skeleton, verb: re.Match[str]) -> Telling | None:
    """A与B建立协作关系; 结成对口帮扶关系 is assistance."""
    if re.search("对口|帮扶|支援", verb[0]):
        return together(skeleton, "assistance", verb)
    kind = "partnership"
    told = together(skeleton, kind, verb) or _pair(skeleton, kind, verb)
    return told or _since_pair(skeleton, verb)


def together(skeleton: Skeleton, kind: str, verb: re.Match[str], gap: str = WORD) -> Telling | None:
    """与A、B和C签约: the parties behind the preposition before a verb."""
    found = before(skeleton, _BESIDE[gap], verb.start())
    return acted(skeleton, kind, verb, found.span(1), found.start()) if found else None


def _pair(skeleton: Skeleton, kind: str, verb: re.Match[str]) -> Telling | None:
    """A和B签约; of A、B、C nobody knows who is tied to whom."""
    pair = before(skeleton, _PAIR, verb.start())
    if pair is None or skeleton.has_party(pair.start() - 2):
        return None
    left, right = (skeleton.slots[pair.start(n)] for n in (1, 2))
    return Telling(kind, [left], [right], verb=verb.start(), end=verb.end())


def _since_pair(skeleton: Skeleton, verb: re.Match[str]) -> Telling | None:
    """自去年合作办医以来: between the two that the sentence names."""
    if not _SINCE.match(skeleton.text, verb.end()):
        return None
    names = {slot.name: slot for slot in skeleton.slots.values() if not slot.code}
    if len(names) != 2:
        return None
    left, right = names.values()
    return Telling("partnership", [left], [right], verb=verb.start(), end=verb.end())


def workstation(skeleton: Skeleton, verb: re.Match[str]) -> Telling | None:
    """P名医工作室落户R, R成立P专家工作站, 与P共建工作站."""
    text, kind = skeleton.text, "workstation"
    owner = before(skeleton, _OWNER, verb.start())
    opened = _HELD.match(text, verb.end()) or _SET_UP.match(text, verb.end())
    if owner and opened and not _WITH.search(text, max(0, owner.start() - 2), owner.start()):
        hosts = skeleton.slots_in(*opened.span(1))
        givers = skeleton.slots_in(*owner.span(1))
        return Telling(kind, givers, hosts, True, verb.start(), opened.end())
    if owner and _FOUNDED.search(text, max(0, owner.start() - 6), owner.start()):
        return given(skeleton, kind, owner.span(1), verb, owner.start())
    if _FOUNDED.search(text, max(0, verb.start() - 12), verb.start()):
        return together(skeleton, kind, verb, ACROSS)
    return None
