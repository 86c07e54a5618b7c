"""Ties between hospitals and counties: agreements, branches, trusteeships, paired assistance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from ahocorasick_rs import AhoCorasick

from indicators.documents import Document, Mended
from indicators.extraction.events import Event, evidence_of, merged
from indicators.extraction.parties import Parties
from indicators.extraction.sentences import spans
from indicators.extraction.spans import Covered, Ordered
from indicators.extraction.ties import Roles, Skeleton, Telling, donors, tellings
from indicators.language.mentions import Mention
from indicators.language.organisations import find_organisations
from indicators.language.places import find_places

Row = dict[str, object]
_Found = tuple[Telling, tuple[str, str]]
_WORDS = AhoCorasick(
    (
        "托管 委托 对口 帮扶 支援 援助 援疆 援藏 援青 协作 签订 签署 签约 签下 签定 "
        "揭牌 挂牌 授牌 加挂 分院 院区 建立 建成 结成 结为 结对 结亲 缔结 确立 达成 "
        "组建 组成 构建 共建 成立 合作 联盟 医联体 医共体 成为 晋级 晋升 升格 获批 "
        "授予 入选 确定为 加入 纳入 划入 融入 工作站 工作室 医疗队 组团式 进驻 常驻 "
        "选派 派出 派驻 抽调"
    ).split()
)
_AID = re.compile("援[疆藏青助]|医疗队|支援|帮扶|对口|常驻|派")  # places alone do no more
_DATED_WELL = frozenset(("day", "month"))
_DATES = frozenset(("day", "month", "year", "since"))
_CITIES = 8  # a county is assisted by few
_CEREMONY = re.compile(r"仪式")
_PLANNED = re.compile(r"将(?![\ue000\ue001])|拟|计划|力争|预计|准备|有望|争取")
_DONE = re.compile(r"[已了]|正式|先后")


def find_partnerships(
    document: Document,
    mended: Mended,
    mentions: list[Mention],
    parties: Parties,
    places: list[Mention],
) -> list[Row]:
    """One row for every tie, however often the document tells of it.

    `mentions` are the mentions of the mended text; periods and dates among them date the events.
    `places` are the divisions it names: a city that assists a county is a party too.
    """
    periods = [m for m in mentions if m.kind in ("period", "date") and (m.low or m.high)]
    told = list(_Reader(document, mended.text, parties, places, periods).events())
    told = list(_of_hospitals(told, parties))
    rows: list[Row] = []
    for number, event in enumerate(merged(told), 1):
        start, end = mended.origin_span(event.start, event.end)
        rows.append(
            {
                "partnership_id": f"{document.source_id}#p{number}",
                "source_id": document.source_id,
                "date": event.date,
                "kind": event.kind,
                "provider": event.provider,
                "recipient": event.recipient,
                "area_code": parties.area_of(event.recipient),
                "status": "planned" if event.planned else "actual",
                "evidence": evidence_of(mended.text, event),
                "start": start,
                "end": end,
            }
        )
    return rows


class _Reader:
    """Reads the sentences of a document that word a tie; dates are handed on in a line."""

    def __init__(
        self,
        document: Document,
        text: str,
        parties: Parties,
        places: list[Mention],
        periods: list[Mention],
    ) -> None:
        self.text, self.parties = text, parties
        self.named = Ordered(parties.with_nicknames(text))
        self.placed = Ordered(_all_told(text, places, parties.mentions))
        self.dated = Ordered(periods)
        self.skeletons = list(self._skeletons())
        spoken = [self._title(document), *self.skeletons]
        self.roles = Roles(parties, chain.from_iterable(map(donors, spoken)))

    def _title(self, document: Document) -> Skeleton:
        title = document.title
        places = find_places(title, near=document.area_code)
        return Skeleton(title, 0, len(title), self.parties, find_organisations(title), places, [])

    def _skeletons(self) -> Iterator[Skeleton]:
        """The sentences with a word of a tie and somebody named."""
        words = [start for _, start, _ in _WORDS.find_matches_as_indexes(self.text)]
        for start, end in _spans_with(self.text, words):
            named, placed = self.named.between(start, end), self.placed.between(start, end)
            if named or _AID.search(self.text, start, end):
                dates = self.dated.between(start, end)
                yield Skeleton(self.text, start, end, self.parties, named, placed, dates)

    def events(self) -> Iterator[Event]:
        handed = ceremony = ""
        past = 0
        drawn = {skeleton.start: skeleton for skeleton in self.skeletons}
        for start, end in _spans_with(self.text, sorted([*drawn, *self.dated.starts])):
            if self.text.find("\n", past, start) >= 0:
                handed = ""
            past = end
            dates = self.dated.between(start, end)
            held = _CEREMONY.search(self.text, start, end) is not None
            if start in drawn:
                yield from self._read(drawn[start], dates, ceremony if held else handed)
            fine = [
                d for d in dates if d.unit in _DATED_WELL and d.low and not _is_base(self.text, d)
            ]
            if fine:
                handed = _reduced(fine[-1])
                ceremony = handed if held else ceremony

    def _read(self, skeleton: Skeleton, dates: list[Mention], handed: str) -> Iterator[Event]:
        found = [(t, pair) for t in tellings(skeleton) for pair in self.roles.pairs(t)]
        found = [f for f in found if not _is_told_closer(skeleton.text, f, found)]
        for telling, (provider, recipient) in found:
            parties = telling.left if telling.kind == "branch" else [*telling.left, *telling.right]
            start, end = skeleton.span(parties, telling.verb, telling.end)
            date = self._date(dates, skeleton.origin[telling.verb], skeleton.start, handed)
            planned, sent = _is_planned(skeleton, telling), telling.sent
            yield Event(telling.kind, provider, recipient, date, planned, start, end, sent)

    def _date(self, dates: list[Mention], verb: int, sentence: int, handed: str) -> str:
        """The last date told before the event."""
        own = [d for d in dates if d.start < verb and d.low and not _is_base(self.text, d)]
        own = [d for d in own if d.unit in _DATES or (d.unit == "span" and "stated" in d.qualifier)]
        if not own:
            return "" if dates else handed
        fine = [d for d in own if d.unit in _DATED_WELL or d.unit in ("since", "span")]
        # A year alone dates what its own clause tells, not what follows in another.
        near = [d for d in own if not re.search(r"[,;]", self.text[d.end : verb].lstrip(",以来起"))]
        if not near and own[0].start - sentence <= 1:  # 去年,...: the whole sentence
            near = own[:1]
        return _reduced((fine or near)[-1]) if fine or near else ""


def _of_hospitals(told: list[Event], parties: Parties) -> Iterator[Event]:
    """Aid to a county is aid to its hospital where the same document names that, with the date told there."""
    hospitals = {
        (e.provider, parties.area_of(e.recipient)): e.recipient
        for e in told
        if e.kind == "assistance" and not parties.place_code(e.recipient)
    }
    for event in told:
        place = parties.place_code(event.recipient) if event.kind == "assistance" else ""
        hospital = hospitals.get((event.provider, place), "")
        yield replace(event, recipient=hospital, date="") if hospital else event


def _is_told_closer(text: str, one: _Found, others: list[_Found]) -> bool:
    """Whether a partnership is another tie in more words: 签约共建, 建立医共体进行全托管."""
    telling, pair = one
    return telling.kind == "partnership" and any(
        pair == same
        and other.kind in ("trusteeship", "assistance", "agreement")
        and abs(other.verb - telling.verb) <= 16
        and (other.kind != "agreement" or "," not in text[other.verb : telling.verb])
        for other, same in others
    )


def _all_told(text: str, places: list[Mention], named: list[Mention]) -> list[Mention]:
    """The places of a text, and 中山 where 中山市 was named before: short names that are words."""
    known = {m.text: m for m in reversed(places) if m.value and m.text.endswith("市")}
    if not known:
        return places
    taken = Covered((m.start, m.end) for m in (*places, *named))
    short: list[Mention] = []
    for name, first in list(known.items())[:_CITIES]:
        for match in re.finditer(re.escape(name[:-1]), text):
            if match.start() > first.start and not taken.overlaps(*match.span()):
                short.append(Mention(*match.span(), "place", match[0], first.value))
    return sorted([*places, *short])


def _is_planned(skeleton: Skeleton, telling: Telling) -> bool:
    clause = max(skeleton.text.rfind(mark, 0, telling.verb) for mark in ",;") + 1
    lead = skeleton.text[clause : telling.verb]
    return bool(_PLANNED.search(lead)) and not _DONE.search(lead)


def _spans_with(text: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """The sentences in which one of the places lies, given in order."""
    number = 0
    for start, end in spans(text):
        first = number
        while number < len(places) and places[number] < end:
            number += 1
        if number > first:
            yield start, end


def _is_base(text: str, period: Mention) -> bool:
    return text[max(0, period.start - 1) : period.start] in ("比", "较")


def _reduced(period: Mention) -> str:
    """A date as precise as it was told."""
    day = str(period.low or period.high or "")
    if re.search("年[底末初]$", period.text):  # 2018年底 is known to the month
        return day[:7]
    if period.unit in ("since", "until", "span"):  # 2018年5月起 is known to the month
        return day if "日" in period.text else day[:7] if "月" in period.text else day[:4]
    return {"year": day[:4], "month": day[:7]}.get(period.unit, day)
