"""Which place a figure is about: the place its sentence speaks of, or the document's own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from indicators.codebook.places import ancestors, areas, within
from indicators.extraction.sentences import Figure, Sentence
from indicators.language.mentions import Mention
from indicators.language.places import find_places

NATION = "000000"
# Every branch begins with a character, not with a set: so the search skips from one to the next.
_SCOPE = re.compile(
    "|".join(
        [
            "全国|我国|全自治区",
            *(f"{ours}[省市区县州旗盟](?![级属直])" for ours in "全我本该"),
            *(f"{level}域(?!外|经济)" for level in "省市县区"),
            *(f"{level}内(?!外|领先|科)" for level in "省市国"),
        ]
    )
)
_LEADING = re.compile(
    r"(?:其中|目前|截至|截止|到|邻近的|相邻的|毗邻的|周边的|同期的|据悉|据了解|据介绍|据统计|另外|此外|同时|而|但|使|让|为|在|于|由|从|对|近年来|如今|至此|当年|同期|并|还|也|共|[\s(（:]|年末|年底|末|底)*"
)
_LOCATED = re.compile(
    r"(?:在|(?<![优高低好大小位属由关等多少])于|向|为|给|常驻|来到|走进|派驻|进驻|支援)$"
)
_RANKED = re.compile(
    r"(?:居|列|排名?|名列|位居|位列|获|入选|评为|成为|走在|领先|比|较|高于|低于|与|和)[^,。;:]{0,4}$"
)
_PART_OF_NAME = re.compile(
    r"(?:大学|医学院|银行|日报|晚报|卫视|行动|模式|户籍|文明|示范|优秀|唯一|首批|首家|首个|最[高低多少大好早快]|平均|前列|领先|先进|推广|第[一二三四五六七八九十\d]+(?!.{0,4}(?:医院|中学|小学|人民)))"
)
_CLAUSE_ENDS = ",。;:\n"
_LONGEST_NAME = 40
_FACED = re.compile(r"(?:面向|来自|走向|辐射|服务|覆盖|享誉|闻名|报|亮相)$")
_GIVING = re.compile(
    r"的?(?:[首头第][一二三四五六七八九十\d]*批)?的?(?:[\d一二三四五六七八九十两]+余?多?[名位个])?的?[^,。;:、\d]{0,6}?"
    r"(?:医生|专家|医疗队|医务人员|大夫|医师)(?!工作站|库|门诊部)"
    r"|[^,。;:]{0,20}?(?:(?:先后|又|共|累计|已|再|还|每年|分别)*(?:投入|捐赠|捐助|援|选派|派出|派遣|派驻|支援|资助|帮扶|对口|结对|安排|拨付|协调|引进|抽调|组织|选调))"
)
_COMPETES = re.compile(
    r"[^,。;]{0,24}?(?:排名|位列|名列|位居|居第|列第|排第|排到第|排在第|参评|评比|中居)"
)
_ASKED = re.compile(r"(?:全国|我国|全省|全市|全区|我省|我市)[^。!?\n\d]{0,12}\?")
_ONLY = re.compile(
    r"唯一(?:的)?|的?平均[^,。;:、\d]{0,8}?(?:仅?[是为]|达到?|[(:])"  # 高于全省平均(90.1%)
)


def scope_area(word: str, home: str) -> str:
    """The area that 全国, 全市, 我县 ... mean in a document about `home`, "" when unknown.

    >>> scope_area("全市", "330213"), scope_area("我区", "330213"), scope_area("全国", "")
    ('330200', '330213', '000000')
    """
    if word in ("全国", "我国", "国内"):
        return NATION
    if not home:
        return ""
    if home == NATION:
        return NATION
    table = areas()
    chain = [home, *ancestors(home)]
    if "省" in word or word == "全自治区":
        return next((code for code in chain if code.endswith("0000") and code != NATION), "")
    level = next((ch for ch in word if ch in "市区县州旗盟"), "")
    for code in chain:
        if code in table and code != NATION and table[code].name.endswith(level):
            return code
    return home


class _Named(NamedTuple):
    """A place in a sentence; `kind` is scope (全市), place or organisation."""

    start: int
    end: int
    code: str
    kind: str
    organisation: str = ""


@dataclass(frozen=True)
class _Told:
    """What a sentence says of where: its places in order, and the part each of them plays."""

    named: list[_Named]
    subjects: list[_Named]
    scenes: list[_Named]

    def counted_in(self, text: str, start: int) -> _Named | None:
        """全国80家, 全市唯一一家, 全省平均为2.9人: the place whose figure it is at `start`."""
        first = bisect_left(self.named, start - _LONGEST_NAME, key=_start)
        for named in self.named[first : bisect_left(self.named, start, first, key=_start)]:
            if named.kind == "organisation" or named.end > start:
                continue
            if named.end == start or _ONLY.fullmatch(text, named.end, start):
                return named
        return None

    def subject(self, start: int) -> _Named | None:
        """The last place before `start` that the sentence speaks of."""
        before = bisect_left(self.subjects, start, key=_start)
        return self.subjects[before - 1] if before else None

    def without_pools(self, text: str) -> _Told:
        """The same without the places in which something is ranked."""
        left = [n for n in self.subjects if n.kind != "scope" and not _is_pool(text, n)]
        return _Told(self.named, left, self.scenes)

    def scene(self, start: int) -> str:
        """The code of the first place behind `start` where something happens, "" for none."""
        first = bisect_left(self.scenes, start, key=_start)
        return self.scenes[first].code if first < len(self.scenes) else ""


def _start(span: _Named | Figure) -> int:
    return span.start


def _outermost(places: list[Mention], organisations: list[Mention]) -> list[Mention]:
    """Organisations, and the places that are no part of an organisation's name."""
    starts = [o.start for o in organisations]

    def inside(place: Mention) -> bool:
        before = bisect_right(starts, place.start) - 1
        return before >= 0 and place.start < organisations[before].end

    named = [p for p in places if p.value not in ("", NATION) and not inside(p)]
    return sorted([*named, *(o for o in organisations if o.value)], key=lambda m: m.start)


class About(NamedTuple):
    """What a figure is about: an area, and in it one organisation, "" for the area itself."""

    code: str
    organisation: str


class AreaReader:
    """Finds the area of each figure of a document."""

    def __init__(
        self, home: str, places: list[Mention], organisations: list[Mention], publisher: str
    ) -> None:
        """`organisations` have the code of their area as value, their full name as unit.

        `publisher` is the hospital whose own bulletin the document is, "" for others.
        """
        self.home, self.publisher = home, publisher
        self._places = _outermost(places, organisations)
        self.landmarks = [p.start for p in self._places]
        self._topic = (-1, "")
        self._before: Sentence | None = None
        self._read: tuple[Sentence | None, _Told] = (None, _Told([], [], []))

    def landmarks_and_questions(self, text: str) -> list[int]:
        """Where places are named, and where a sentence asks about all (全国情况如何?)."""
        asked = [m.start() for m in _ASKED.finditer(text)] if "?" in text else []
        return sorted([*self.landmarks, *asked])

    def about(self, sentence: Sentence, figure: Figure, moved: bool = False) -> About:
        """The place or hospital its sentence speaks of, or where the sentence says it happened.

        `moved` says that the figure counts places in a ranking: 全市排第3位,前移2位.
        """
        told = self._told(sentence)
        rank = moved or figure.mention.kind == "rank"
        holder = None if rank else told.counted_in(sentence.text, figure.start)
        if holder is not None:
            return About(holder.code, "")
        if rank:  # 全国排名第186位, 在福建27家医院中排名第五: what it is a place among
            told = told.without_pools(sentence.text)
        subject = told.subject(figure.start)
        scene = told.scene(figure.start)
        if subject is None and sentence.text.startswith("其中") and self._before is not sentence:
            before = self._area_before()  # 全省共有54家。其中,37家...
            if before:
                return About(before, "")
        if subject is not None:
            if subject.code == self.home and subject.kind == "organisation":
                # 恭城县组建集团,由县人民医院牵头: the hospital of the county just named
                place = self._opening_place(told, subject.start)
                return About(scene or place or self._handed_on(sentence), subject.organisation)
            away = scene and subject.kind == "organisation"
            return About(scene if away else subject.code, subject.organisation)
        return About(scene or self._handed_on(sentence), self.publisher)

    def _area_before(self) -> str:
        """The area of the last figure of the sentence before, "" for none."""
        before, self._before = self._before, None
        code = self.about(before, before.figures[-1]).code if before and before.figures else ""
        self._before = before
        return code

    def _opening_place(self, told: _Told, start: int) -> str:
        """The code of a place inside the home area that the sentence opened with."""
        places = [n.code for n in told.subjects if n.kind == "place" and n.start < start]
        return places[-1] if places and within(places[-1], self.home) else ""

    def _told(self, sentence: Sentence) -> _Told:
        """Read once for all figures of a sentence."""
        if self._read[0] is not sentence:
            text = sentence.text
            named = [n for n in self._named(sentence) if not self._passed_over(text, n)]
            last = sentence.figures[-1].start
            before = [n for n in named if n.start < last]
            subjects = [n for n in before if self._speaks_of(text, n.start, n.end, sentence)]
            scenes = [n for n in named if n.kind != "scope" and _happens_at(text, n.start)]
            self._read = sentence, _Told(named, subjects, scenes)
        return self._read[1]

    def _handed_on(self, sentence: Sentence) -> str:
        """The place that opened an earlier sentence of the paragraph, else the document's own."""
        paragraph, code = self._topic
        return code if paragraph == sentence.paragraph and code else self.home

    def note_topic(self, sentence: Sentence) -> None:
        """Remember the place that opens a sentence for the rest of its paragraph."""
        self._before = sentence
        if not sentence.figures and (scope := _SCOPE.match(sentence.text)):
            self._topic = (sentence.paragraph, scope_area(scope[0], self.home))  # 全国情况如何?
            return
        if not self._may_open(sentence):
            return
        for named in self._named(sentence):
            if self._passed_over(sentence.text, named):
                continue  # 无锡的医生来了两批: they are told of, not their city
            if named.kind != "place" or not _opens(sentence.text, named.start):
                break
            if self._speaks_of(sentence.text, named.start, named.end, sentence):
                self._topic = (sentence.paragraph, named.code)
                break

    def _may_open(self, sentence: Sentence) -> bool:
        """A quick look: whether the first that is named is a place in the first clause."""
        first = next((place for place in self._inside(sentence) if place.value), None)
        if first is None or first.kind != "place":
            return False
        return _opens(sentence.text, max(0, sentence.text.find(first.text)))

    def area_named(self, *words: str) -> str:
        """The area that a table's row label or column head names, or the document's own."""
        for word in words:
            scope = _SCOPE.match(word)
            if scope:
                return scope_area(scope[0], self.home) or self.home
            for place in find_places(word, near=self.home):
                if place.value and place.start == 0:
                    return str(place.value)
        return self.home

    def _named(self, sentence: Sentence) -> list[_Named]:
        """Places, organisations and scope words of a sentence, in order."""
        return sorted(n for n in self._find(sentence) if n.code)

    def _find(self, sentence: Sentence) -> Iterator[_Named]:
        for m in _SCOPE.finditer(sentence.text):
            yield _Named(m.start(), m.end(), self._scope_code(m[0], sentence), "scope")
        seen = 0
        for place in self._inside(sentence):
            start = sentence.text.find(place.text, seen)
            if start >= 0:
                seen = start + len(place.text)
                yield _Named(start, seen, str(place.value), place.kind, place.unit)

    def _scope_code(self, word: str, sentence: Sentence) -> str:
        """全县 in a paragraph about one of two counties is that county."""
        topic = self._handed_on(sentence)
        nearer = scope_area(word, topic) if within(topic, self.home or topic) else ""
        return nearer or scope_area(word, self.home)

    def _inside(self, sentence: Sentence) -> list[Mention]:
        """Places and organisations in a sentence."""
        first = bisect_left(self.landmarks, sentence.start)
        return self._places[first : bisect_left(self.landmarks, sentence.end, first)]

    def _passed_over(self, text: str, named: _Named) -> bool:
        """Whom something is offered to, or who gives: not what a figure is about."""
        return _FACED.search(text, 0, named.start) is not None or self._gives(text, named)

    def _gives(self, text: str, named: _Named) -> bool:
        """泰安市又投入1200万元 told of a county elsewhere: the giver, not where the money went."""
        if not self.home or named.kind == "scope" or named.code == NATION:
            return False
        if within(self.home, named.code) or within(named.code, self.home):
            return False
        return _GIVING.match(text, named.end) is not None

    def _speaks_of(self, text: str, start: int, end: int, sentence: Sentence) -> bool:
        """Whether a place opens its clause or is where something happens."""
        if _PART_OF_NAME.match(text, end):
            return False
        opening = max(text.rfind(mark, 0, start) for mark in _CLAUSE_ENDS) + 1
        if _RANKED.search(text, max(opening, start - 6), start):
            return False
        before = text[opening:start]
        if _LOCATED.search(before[-4:]):
            return True
        first = bisect_left(sentence.periods, opening, key=_start)
        inside = sentence.periods[first : bisect_left(sentence.periods, start, first, key=_start)]
        for period in reversed(inside):
            if period.end <= start:
                before = before[: period.start - opening] + before[period.end - opening :]
        leading = _LEADING.match(before)
        return leading is not None and leading.end() == len(before)


def _is_pool(text: str, named: _Named) -> bool:
    if named.kind == "organisation" or text[named.start - 1 : named.start] not in ("在", "于"):
        return False
    return _COMPETES.match(text, named.end) is not None


def _opens(text: str, start: int) -> bool:
    """Whether no clause ends before `start`."""
    before = text[:start].rstrip(",")
    return not any(mark in before for mark in _CLAUSE_ENDS)


def _happens_at(text: str, start: int) -> bool:
    """在金华市... behind a figure: where what it counts took place, not 在全省排名第五."""
    return start > 0 and text[start - 1] in "在于" and not _COMPETES.match(text, start)
