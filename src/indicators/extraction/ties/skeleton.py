"""Sentences with their parties as slots, so that wordings of a tie read as short patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from indicators.codebook.places import areas
from indicators.extraction.parties import Parties
from indicators.extraction.ties.words import ORGANISATION, PLACE
from indicators.language.mentions import Mention

_ROLE = "[^院]{0,8}(?:非隶属附属|非直属附属|教学|实习|协作|合作|指导|医联体|联盟|成员|帮扶)医院"
# 浙江医院嵊泗分院, 某医院利辛医院, 某大学教学医院: a hospital or university, and what it is to another.
_TWOFOLD = re.compile(
    rf"([我本该]院|.+?(?:医院|大学|医学院|[一二三四五六九]院))({_ROLE}|[^院]{{0,8}}分院)$"
)
_NAMESAKE = re.compile(r"(.{2,}?医院)([^院第附]{2,6}医院)$")
_BECOMES = re.compile(r"(?:成为|晋级|晋升|授予|升格|挂牌|加挂|获批)为?[了“\"]?$")
_UNIVERSITY = re.compile(r"(.+(?:大学|医学院))附属医院$")
_OFFICE = re.compile(
    r"(?:市|县|区)?(?:医疗集团|卫生健康[局委]|卫健[局委]|卫生局|卫计[局委]|卫生和计划生育局)"
)
_ASIDE = re.compile(r"\([^()]{0,40}\)")
_OTHER_NAME = re.compile(
    r"\((?:现|原|即|又|以下)?(?:名|称|简称|为)?[^()]{2,30}\)(?=附属)|\((?:现|原|即|简称|又称|以下简称)[^()]{2,30}\)"
)
_QUOTES = re.compile("[“”\"'‘’《》]")


@dataclass(frozen=True, slots=True)
class Slot:
    """A party as a sentence names it; `code` is the area of a place, "" for an organisation."""

    name: str
    start: int
    end: int
    code: str = ""


class Skeleton:
    """One sentence in which every party is one character, without quotation marks and dates."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        parties: Parties,
        named: list[Mention],
        places: list[Mention],
        dates: list[Mention],
    ) -> None:
        slots = [slot for mention in named for slot in self._split(text, start, mention, parties)]
        slots += [_place(text, m) for m in places if m.value and _is_apart(m, named)]
        parties.places.update((slot.name, slot.code) for slot in slots if slot.code)
        self.start, self.end = start, end
        self.slots: dict[int, Slot] = {}
        self._pieces: list[tuple[int, int]] = []  # where each piece of the text came from
        gone = [(d.start, d.end) for d in dates if _is_apart(d, named)]
        gone += [aside.span() for m in named if (aside := _ASIDE.match(text, m.end, end))]
        gone += [match.span() for match in _OTHER_NAME.finditer(text, start, end)]
        self.text = self._drawn(text, start, end, slots, gone)

    @cached_property
    def origin(self) -> list[int]:
        """Where each character stood, and the end; few sentences are asked."""
        places = [place for start, stop in self._pieces for place in range(start, stop)]
        return [*places, self.end]

    @staticmethod
    def _split(text: str, floor: int, mention: Mention, parties: Parties) -> list[Slot]:
        name = mention.text
        twofold = _TWOFOLD.match(name)
        if twofold is None and (namesake := _NAMESAKE.match(name)):
            twofold = namesake if parties.is_place(namesake[2].removesuffix("医院")) else None
        if twofold is None and _BECOMES.search(text, max(floor, mention.start - 8), mention.start):
            twofold = _UNIVERSITY.match(name) if not parties.is_renowned(name) else None
        end = mention.start + twofold.end(1) if twofold else mention.end
        return [Slot(parties.full_name(text[mention.start : end]), mention.start, end)]

    def _drawn(
        self, text: str, start: int, end: int, slots: list[Slot], gone: list[tuple[int, int]]
    ) -> str:
        drawn: list[str] = []
        cuts = sorted([(s.start, s.end, s) for s in slots] + [(*g, None) for g in gone], key=_first)
        place = start
        for left, right, slot in cuts:
            if left < place:
                continue
            self._copy(text, place, left, drawn)
            if slot is not None:
                self.slots[sum(stop - first for first, stop in self._pieces)] = slot
                drawn.append(PLACE if slot.code else ORGANISATION)
                self._pieces.append((left, left + 1))
            place = right
        self._copy(text, place, end, drawn)
        return "".join(drawn)

    def _copy(self, text: str, start: int, stop: int, drawn: list[str]) -> None:
        """The words between two parties."""
        for quote in _QUOTES.finditer(text, start, stop):
            drawn.append(text[start : quote.start()])
            self._pieces.append((start, quote.start()))
            start = quote.end()
        drawn.append(text[start:stop])
        self._pieces.append((start, stop))

    def span(self, slots: list[Slot], start: int, end: int) -> tuple[int, int]:
        """Where the text tells what some parties and the words between two places say."""
        last = self.slots.get(end - 1)
        stop = last.end if last else self.origin[end - 1] + 1
        return (
            min([self.origin[start], *(slot.start for slot in slots)]),
            max([stop, *(slot.end for slot in slots)]),
        )

    def has_party(self, place: int) -> bool:
        """Whether a party stands at a place."""
        return place in self.slots

    def slots_in(self, start: int, end: int) -> list[Slot]:
        """The parties between two places, in order."""
        return [self.slots[place] for place in range(start, end) if place in self.slots]


def _is_apart(mention: Mention, named: list[Mention]) -> bool:
    """Whether no organisation of the sentence, which are few, has the mention in its name."""
    return not any(m.start < mention.end and mention.start < m.end for m in named)


def _first(cut: tuple[int, int, Slot | None]) -> tuple[int, int]:
    return cut[0], -cut[1]


def _place(text: str, mention: Mention) -> Slot:
    """佛山 is 佛山市, 佛山市卫生局 acts for it; 平顺县医疗集团 is an organisation of its own."""
    area = areas()[str(mention.value)]
    office = _OFFICE.match(text, mention.end)
    end = office.end() if office else mention.end
    if office is not None and office[0].endswith("集团"):
        return Slot(mention.text + office[0], mention.start, end)
    return Slot(area.name, mention.start, end, area.code)
