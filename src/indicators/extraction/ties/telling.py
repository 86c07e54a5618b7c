"""A tie as a sentence words it, and the party that acts before its verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from indicators.extraction.ties.skeleton import Skeleton, Slot
from indicators.extraction.ties.words import ORGANISATION, PARTED, PARTY, PLACE, WORD

_ACTED_ON = re.compile(
    r"(?:[(对在向给从把将自至到赴]|帮助|帮扶|支持|指导|提升|协助|来自|按照|根据)\Z"
)
_BESIDE = re.compile(r"[与和同跟]\Z")
_LATER = re.compile(f"{WORD}{{0,4}}(?:以来|以后|后),{WORD}{{0,8}}({PARTY})")
_JOINED = re.compile(rf"{PARTY}[^,;、和与及{ORGANISATION}{PLACE}]{{0,6}}[、和及]\Z")
_NOBODY = re.compile(r"[^,;]{0,4}(?:医院|[\d一二三四五六七八九十]+[家所])")
_REACH = 160  # characters of a skeleton before a verb that can be about it


@dataclass(frozen=True, slots=True)
class Telling:
    """A tie as worded: `left` acts, `right` is acted on; `directed` if the wording says who gives.

    An empty side is left to the reader: `lead` are the words where it would stand, or the place
    in the name of a branch. `sent` marks a tie told only by the doctors who came.
    """

    kind: str
    left: list[Slot] = field(default_factory=list)
    right: list[Slot] = field(default_factory=list)
    directed: bool = False
    verb: int = 0
    end: int = 0
    lead: str = ""
    sent: bool = False


def ending(pattern: str) -> re.Pattern[str]:
    """A pattern for the words right before a verb."""
    return re.compile(pattern + r"\Z")


def before(skeleton: Skeleton, pattern: re.Pattern[str], place: int) -> re.Match[str] | None:
    """What a pattern that ends at a place matches."""
    start = max(0, place - _REACH)
    return pattern.search(skeleton.text, start, place)


def given(
    skeleton: Skeleton,
    kind: str,
    giver: tuple[int, int],
    verb: re.Match[str],
    floor: int,
    end: int = 0,
) -> Telling:
    """A telling that names who gives; who receives stands before `floor`."""
    givers = skeleton.slots_in(*giver)
    got, lead = subject(skeleton, floor, others=givers)
    return Telling(kind, givers, got, True, verb.start(), end or verb.end(), lead)


def acted(
    skeleton: Skeleton,
    kind: str,
    verb: re.Match[str],
    right: tuple[int, int],
    floor: int,
    directed: bool = False,
) -> Telling:
    """A telling that names who is acted on; who acts stands before `floor`."""
    objects = skeleton.slots_in(*right)
    left, lead = subject(skeleton, floor, kind, objects)
    if not left and (later := _LATER.match(skeleton.text, verb.end())):
        left = skeleton.slots_in(*later.span(1))  # 自与R结对以来,P...
    return Telling(kind, left, objects, directed, verb.start(), max(verb.end(), right[1]), lead)


def subject(
    skeleton: Skeleton, floor: int, kind: str = "", others: Sequence[Slot] = ()
) -> tuple[list[Slot], str]:
    """The parties that act before a place, and the words of its clause before the place."""
    text = skeleton.text
    named = {other.name for other in others}
    place = floor
    while (place := last_party(text, place)) >= 0:
        first = _list_start(text, place)
        if skeleton.slots[place].name not in named and _acts(text, first, place, floor, kind):
            return skeleton.slots_in(first, place + 1), _lead(text, floor)
        place = first
    return [], _lead(text, floor)


def last_party(text: str, stop: int) -> int:
    """Where the last party before a place stands, -1 if nowhere."""
    return max(text.rfind(ORGANISATION, 0, stop), text.rfind(PLACE, 0, stop))


def _lead(text: str, floor: int) -> str:
    return text[max(text.rfind(mark, 0, floor) for mark in PARTED) + 1 : floor]


def _list_start(text: str, place: int) -> int:
    while joined := _JOINED.search(text, max(0, place - 10), place):
        place = joined.start()
    return place


def _acts(text: str, first: int, place: int, floor: int, kind: str) -> bool:
    """Whether the parties at `first`..`place` can be the subject of a verb behind `floor`.

    Who stands behind 与 is the other side of an earlier tie. Places assist and counties sign;
    4家北京三甲医院 is nobody in particular.
    """
    if _ACTED_ON.search(text, max(0, first - 4), first):
        return False
    if kind in ("agreement", "partnership") and _BESIDE.search(text, max(0, first - 1), first):
        return False
    if text[place] == ORGANISATION:
        return True
    if _NOBODY.match(text, place + 1, place + 10):
        return False
    signs = kind == "agreement" and floor - place <= 6 and "," not in text[place:floor]
    return kind == "assistance" or signs
