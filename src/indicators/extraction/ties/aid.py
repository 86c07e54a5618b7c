"""Ties that one side gives and the other receives: trusteeship, paired assistance."""

from __future__ import annotations

import re

from indicators.extraction.ties.bonds import together
from indicators.extraction.ties.skeleton import Skeleton
from indicators.extraction.ties.telling import (
    Telling,
    acted,
    before,
    ending,
    given,
    last_party,
)
from indicators.extraction.ties.words import (
    ACROSS,
    LIST,
    ORGANISATION,
    PARTY,
    PLACE,
    PLAIN_AID,
    WORD,
)

_BEHIND = {
    plain: re.compile(f"[了着]?[^,;:的后{ORGANISATION}{PLACE}]{{0,{1 if plain else 8}}}({LIST})")
    for plain in (True, False)
}
_BY = "(?:由|被|接受|受到?|得到|获得|在|交由|委托给?|交给)"
_GIVER = {True: ending(f"{_BY}了?({LIST})的?"), False: ending(f"{_BY}了?({LIST}){WORD}{{0,16}}")}
_ONTO = ending(f"[对为向]({LIST}){WORD}{{0,14}}")
_UNDER = re.compile(f"[^,;]{{0,2}}下,{WORD}{{0,6}}({PARTY})")
_OTHERS = re.compile("[^,;]{0,3}(?:的|困难)")  # 帮扶某县的贫困户
_BESIDE = 16


def trusteeship(skeleton: Skeleton, verb: re.Match[str]) -> Telling | None:
    """P托管R, R由P托管, R委托P管理, 与R建立医共体,进行全托管."""
    if verb[0].startswith("委托"):
        return given(skeleton, "trusteeship", verb.span(), verb, verb.start())
    return _given(skeleton, "trusteeship", verb) or together(skeleton, "trusteeship", verb, ACROSS)


def assistance(skeleton: Skeleton, verb: re.Match[str]) -> Telling | None:
    """P对口支援R, P对R开展对口支援, 在P的帮扶下R, 与R结对帮扶."""
    told = _given(skeleton, "assistance", verb)
    if told or verb[0] in PLAIN_AID:
        return told
    return together(skeleton, "assistance", verb)


def _given(skeleton: Skeleton, kind: str, verb: re.Match[str]) -> Telling | None:
    text, plain = skeleton.text, verb[0] in PLAIN_AID
    behind = _BEHIND[plain].match(text, verb.end())
    if behind and plain and not _has_subject_beside(text, verb.start()):
        return None
    if behind and not (plain and _OTHERS.match(text, behind.end())):
        return acted(skeleton, kind, verb, behind.span(1), verb.start(), directed=True)
    giver = before(skeleton, _GIVER[plain], verb.start())
    if giver:
        return _received(skeleton, kind, verb, giver)
    onto = None if plain else before(skeleton, _ONTO, verb.start())
    return acted(skeleton, kind, verb, onto.span(1), onto.start(), directed=True) if onto else None


def _has_subject_beside(text: str, place: int) -> bool:
    last = last_party(text, place)
    return last >= 0 and place - last <= _BESIDE and not re.search("[,;]", text[last:place])


def _received(
    skeleton: Skeleton, kind: str, verb: re.Match[str], giver: re.Match[str]
) -> Telling | None:
    under = _UNDER.match(skeleton.text, verb.end())
    if under is None:
        return given(skeleton, kind, giver.span(1), verb, giver.start())
    givers, got = skeleton.slots_in(*giver.span(1)), skeleton.slots_in(*under.span(1))
    return Telling(kind, givers, got, True, verb.start(), under.end())
