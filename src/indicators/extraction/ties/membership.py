"""What a hospital becomes to another: its branch, a member of its alliance, a teaching hospital."""

from __future__ import annotations

import re

from indicators.extraction.ties.skeleton import Skeleton, Slot
from indicators.extraction.ties.telling import Telling, before, ending, given, subject
from indicators.extraction.ties.words import (
    BRANCH,
    LIST,
    OPENED,
    ORGANISATION,
    PARTY,
    PLACE,
    ROLE,
    WORD,
)

_OF = re.compile(f"[了为]?[^,;{ORGANISATION}{PLACE}]{{0,8}}?({LIST})")
_BY = ending(f"被({ORGANISATION}){WORD}{{0,4}}")
_NAMED = ending(f"({ORGANISATION})({PLACE}?[^,;:、的{ORGANISATION}{PLACE}]{{0,6}}?)")
_AFTER = re.compile(f"[^;{ORGANISATION}{PLACE}]{{0,16}}?{OPENED}")
_THERE = re.compile(
    f"[^,;{ORGANISATION}{PLACE}]{{0,8}}在({PARTY})(?=[^,;]{{0,6}}(?:举行|揭牌|挂牌|成立|启用))"
)
_BEGUN = re.compile(rf"{OPENED}|(?:成为|是|作为)\Z")


def joined(skeleton: Skeleton, verb: re.Match[str]) -> Telling | None:
    """R成为P协作医院, R加入P专科联盟, R被P确定为教学医院."""
    text = skeleton.text
    of = _OF.match(text, verb.end())
    by = None if of else before(skeleton, _BY, verb.start())
    owner = of or by
    role = ROLE.match(text, of.end() if of else verb.end())
    if owner is None or role is None or (of and BRANCH.match(text, of.end() - 1)):
        return None
    floor = by.start() if by else verb.start()
    told = given(skeleton, "partnership", owner.span(1), verb, floor, role.end())
    return None if verb[0] == "是" and not told.right else told


def branch(skeleton: Skeleton, word: re.Match[str]) -> Telling | None:
    """R挂牌“P某地分院”, P某地分院在R揭牌; `lead` is the place in the branch's name."""
    text = skeleton.text
    name = before(skeleton, _NAMED, word.start())
    if name is None:
        return None
    after, there = _AFTER.match(text, word.end()), _THERE.match(text, word.end())
    if not (after or there or _BEGUN.search(text, max(0, name.start() - 24), name.start())):
        return None
    owner = skeleton.slots_in(*name.span(1))
    hosts = skeleton.slots_in(*there.span(1)) if there else []
    hosts = hosts or subject(skeleton, name.start(), others=owner)[0]
    end = after.end() if after else word.end()
    place = _place_in(name[2], skeleton.slots_in(*name.span(2))) or word[0].removesuffix("医院")
    # 分院2019年3月揭牌: the date stands before the opening
    return Telling("branch", owner, hosts, True, end - 1 if after else word.start(), end, place)


def _place_in(words: str, slots: list[Slot]) -> str:
    return words.replace(PLACE, slots[0].name) if slots else words
