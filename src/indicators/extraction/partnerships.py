"""Ties between hospitals and counties: agreements, branches, trusteeships, paired assistance."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indicators.documents import Document, Mended
from indicators.extraction.parties import Parties
from indicators.extraction.privacy import without_names
from indicators.extraction.sentences import spans
from indicators.extraction.spans import Ordered
from indicators.language.mentions import Mention

Row = dict[str, object]
_Trigger = tuple[str, re.Match[str]]
_TRIGGERS = (
    ("trusteeship", re.compile(r"全托管|托管(?!运营管理办法)")),
    (
        "assistance",
        re.compile(r"对口(?:支援|帮扶|协作)|组团式(?:帮扶|援[疆藏青])|结对帮扶|东西部协作"),
    ),
    ("agreement", re.compile(r"签(?:订|署|约|下)")),
    ("branch", re.compile(r"正式(?:挂牌|揭牌|授牌|加挂)|挂牌|揭牌|授牌|加挂")),
    (
        "partnership",
        re.compile(
            r"建立了?[^,。;!?\n]{0,8}(?:合作|协作|帮扶)(?:关系)?|紧密型协作医院|协作医院|联合建立|合作办医以来|结为[^,。;!?\n]{0,8}(?:医院|单位)|建立医联体|开展合作办医|共建[^,。;!?\n]{0,10}(?:医联体|医院|中心|专科|院区)|合作共建|组建医联体"
        ),
    ),
    ("workstation", re.compile(r"(?:院士|专家|名医|名中医|博士|国医大师)(?:工作站|工作室)")),
)
_JOIN = re.compile(
    r"(?:医共体|医联体|总院|总医院|\([^()]*\)|等|[、和及与,]|以及|分别|等地|的|党委|院长)*"
)
_PREPOSITION = re.compile(r"(?:与|和|同|跟|对|向|为)[^,。;、与和]{0,24}$")
_OTHER_NAME = re.compile(r"\((?:现|原|即|简称|又称)$")
_ACTED_ON = re.compile(r"(?:[(对在于、向给]|帮助|帮扶|支持|指导|提升|协助)$")
_OFFICIAL = re.compile(r"([省市县区])(?:长|委)")
_PLANNED = re.compile(r"将|拟|计划|力争|预计|即将|准备|有望|争取")
_DONE = re.compile(r"[已了]|正式|先后")
_NEGATED = re.compile(r"希望|如果|是否|推进|进一步推进")
_CEREMONY = re.compile(r"仪式")
_BECAME = ("成为", "结为", "加入")
_REACH = 90  # characters between the preposition's organisation and the verb
_NOBODY = frozenset(("我院", "本院", "该院"))
_FINE = frozenset(("day", "month"))


@dataclass(frozen=True)
class Event:
    """A tie as one sentence tells it, and where the document tells of it again."""

    kind: str
    provider: str
    recipient: str
    date: str
    planned: bool
    start: int
    end: int
    retold: tuple[tuple[int, int], ...] = ()


def find_partnerships(
    document: Document, mended: Mended, mentions: list[Mention], parties: Parties
) -> list[Row]:
    """One row for every tie, however often the document tells of it.

    `mentions` are the mentions of the mended text; periods and dates among them date the events.
    """
    periods = [m for m in mentions if m.kind in ("period", "date") and (m.low or m.high)]
    told = list(_events(mended.text, parties, periods))
    rows: list[Row] = []
    for number, event in enumerate(_merged(told), 1):
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
                "evidence": _evidence(mended.text, event),
                "start": start,
                "end": end,
            }
        )
    return rows


def _events(text: str, parties: Parties, periods: list[Mention]) -> Iterator[Event]:
    """The ties that the sentences with a wording of one tell; dates are handed on in a line."""
    handed = ceremony = ""
    past = 0
    dated, named, triggers = Ordered(periods), Ordered(parties.mentions), _triggers(text)
    places = [match.start() for _, match in triggers]
    for start, end in _spans_with(text, sorted([*places, *(p.start for p in periods)])):
        if text.find("\n", past, start) >= 0:
            handed = ""
        past = end
        dates = dated.between(start, end)
        told = triggers[bisect_left(places, start) : bisect_left(places, end)]
        inside = named.between(start, end) if told else []
        if inside:
            remembered = ceremony if _CEREMONY.search(text, start, end) else handed
            yield from _Teller(text, start, end, parties, inside, dates, remembered, told).events()
        fine = [d for d in dates if d.unit in _FINE and d.low and not _is_base(text, d)]
        if fine:
            handed = _reduced(fine[-1])
            if _CEREMONY.search(text, start, end):
                ceremony = handed


def _spans_with(text: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """The sentences in which one of the places lies, given in order."""
    number = 0
    for start, end in spans(text):
        first = number
        while number < len(places) and places[number] < end:
            number += 1
        if number > first:
            yield start, end


def _triggers(text: str) -> list[_Trigger]:
    """Every wording of a tie, in the order of the text."""
    hits = [(kind, match) for kind, pattern in _TRIGGERS for match in pattern.finditer(text)]
    return sorted(hits, key=lambda hit: hit[1].start())


def _is_base(text: str, period: Mention) -> bool:
    return text[max(0, period.start - 1) : period.start] in ("比", "较")


def _reduced(period: Mention) -> str:
    """A date as precise as it was told."""
    day = str(period.low or period.high or "")
    if period.unit in ("since", "until"):  # 2018年5月起 is known to the month
        return day if "日" in period.text else day[:7] if "月" in period.text else day[:4]
    return {"year": day[:4], "month": day[:7]}.get(period.unit, day)


class _Teller:
    """Reads the events of one sentence."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        parties: Parties,
        inside: list[Mention],
        dates: list[Mention],
        handed: str,
        triggers: list[_Trigger],
    ) -> None:
        self.text, self.start, self.end = text, start, end
        self.parties, self.inside, self.dates, self.handed = parties, inside, dates, handed
        self.triggers = triggers
        self.used: list[Mention] = []

    def events(self) -> Iterator[Event]:
        for kind, match in self.triggers:
            yield from self._read(kind, match)

    def _read(self, kind: str, match: re.Match[str]) -> Iterator[Event]:
        if kind == "branch":
            yield from self._branches(match)
            return
        objects, floor = self._objects(kind, match)
        if not objects:
            return
        subject = self._subject(kind, floor, objects)
        self.used += objects
        for mention in objects:
            name = self._name(mention)
            pair = self._ordered(kind, subject, name)
            if pair is not None:
                first = min(mention.start, match.start())
                yield self._event(kind, *pair, match, first, mention.end)

    def _objects(self, kind: str, match: re.Match[str]) -> tuple[list[Mention], int]:
        """The organisations that a verb acts on, and where the words about them begin."""
        behind = self._chain(match.end())
        if kind in ("trusteeship", "assistance") and behind:
            return behind, match.start()
        clause = self._introduced(match.start())
        if clause:
            return clause, clause[0].start
        return (behind, match.start()) if kind != "agreement" and behind else ([], match.start())

    def _chain(self, place: int) -> list[Mention]:
        """A、B和C right behind a verb, opened at most by a few words or a bracket."""
        chain: list[Mention] = []
        for mention in self.inside:
            if mention.start < place:
                continue
            gap = self.text[place : mention.start]
            if chain and not _JOIN.fullmatch(gap):
                break
            if not chain and (len(gap) > 10 or re.search(r"[,。;]", gap)):
                break
            chain.append(mention)
            place = mention.end
        return chain

    def _introduced(self, stop: int) -> list[Mention]:
        """与A、B...: the organisations behind the last preposition before a verb."""
        before = [m for m in self.inside if m.end <= stop and not self._other_name(m)]
        for number in range(bisect_left(before, (stop - _REACH,)), len(before)):
            mention = before[number]
            floor = before[number - 1].end if number else self.start
            lead = self.text[max(floor, mention.start - 28) : mention.start]
            if not _PREPOSITION.search(lead):
                continue
            chain = self._joined(before[number:])
            rest = self.text[chain[-1].end : stop]
            if ";" not in rest and before[-1].start < chain[-1].end:
                return chain
        became = self.text.endswith(_BECAME, self.start, stop)
        for mention in reversed(before):
            lead = self.text[max(self.start, mention.start - 3) : mention.start]
            if became or lead.endswith(_BECAME):
                return [mention]
        if self.text.startswith("合作办医以来", stop):
            return [m for m in self.inside if m.start > stop][:1] or before[-1:]
        return []

    def _joined(self, mentions: list[Mention]) -> list[Mention]:
        """The first organisation and those that A、B和C joins to it."""
        chain = mentions[:1]
        for following in mentions[1:]:
            if not _JOIN.fullmatch(self.text, chain[-1].end, following.start):
                break
            chain.append(following)
        return chain

    def _subject(self, kind: str, floor: int, objects: list[Mention]) -> str:
        """The organisation before the words about the objects, or the document's own."""
        for mention in reversed([m for m in self.inside if m.end <= floor]):
            if (
                mention not in objects
                and mention not in self.used
                and not mention.text.endswith("分院")
            ):
                name = self._name(mention)
                if name not in {self._name(o) for o in objects} and self._may_act(mention):
                    return name
        if self.text.startswith("合作办医以来", self._trigger_place()):
            others = [self._name(m) for m in self.inside]
            objects_named = {self._name(o) for o in objects}
            return next((n for n in others if n not in objects_named), self.parties.home)
        official = _OFFICIAL.search(self.text, self.start, floor) if kind == "agreement" else None
        if official is not None:  # a head of the county signs for its government
            return self.parties.government(official[1]) or self.parties.home
        return self.parties.home

    def _trigger_place(self) -> int:
        return self.text.find("合作办医以来", self.start, self.end)

    def _may_act(self, mention: Mention) -> bool:
        """An organisation in brackets or behind 对, 在, 帮助 is no subject."""
        lead = self.text[max(self.start, mention.start - 2) : mention.start]
        return _ACTED_ON.search(lead) is None and not self._other_name(mention)

    def _other_name(self, mention: Mention) -> bool:
        """(现海军军医大学): another name of what stands before the bracket."""
        return _OTHER_NAME.search(self.text, max(0, mention.start - 3), mention.start) is not None

    def _name(self, mention: Mention) -> str:
        return self.parties.full_name(mention.text)

    def _ordered(self, kind: str, subject: str, other: str) -> tuple[str, str] | None:
        """Provider and recipient: trustees and supporters are named first, else by standing."""
        if not subject or not other or subject == other or {subject, other} & _NOBODY:
            return None
        if kind in ("trusteeship", "assistance"):
            # Nobody supports a hospital of renown: it is named behind the verb only by word order.
            swapped = self.parties.standing(other) == 3 > self.parties.standing(subject)
            return (other, subject) if swapped else (subject, other)
        if self.parties.standing(other) > self.parties.standing(subject):
            return other, subject
        return subject, other

    def _branches(self, match: re.Match[str]) -> Iterator[Event]:
        near = [
            m for m in self.inside if m.text.endswith("分院") and abs(m.end - match.start()) < 40
        ]
        for mention in near[:1]:
            name = re.sub(r"分院$", "", mention.text)
            provider, place = self._split(name)
            recipient = self.parties.in_place(place) if place else ""
            if provider and recipient and provider != recipient:
                start = min(mention.start, match.start())
                yield self._event("branch", provider, recipient, match, start, mention.end)

    def _split(self, name: str) -> tuple[str, str]:
        """浙江医院嵊泗 -> (浙江医院, 嵊泗)."""
        for cut in range(len(name) - 2, 1, -1):
            if name[cut - 1] == "院":
                return self.parties.full_name(name[:cut]), name[cut:]
        return "", ""

    def _event(
        self,
        kind: str,
        provider: str,
        recipient: str,
        match: re.Match[str],
        start: int,
        end: int = 0,
    ) -> Event:
        clause = max(self.text.rfind(mark, self.start, start) for mark in ",;") + 1
        lead = self.text[max(clause, self.start) : match.start()]
        planned = bool(_PLANNED.search(lead)) and not _DONE.search(lead)
        return Event(
            kind,
            provider,
            recipient,
            self._date(match),
            planned,
            start,
            max(end, match.end()),
        )

    def _date(self, match: re.Match[str]) -> str:
        """The last date told before the event."""
        own = [d for d in self.dates if d.start < match.start() and d.low]
        own = [
            d
            for d in own
            if not _is_base(self.text, d) and d.unit in ("day", "month", "year", "since")
        ]
        if own:
            fine = [d for d in own if d.unit in _FINE or d.unit == "since"]
            # A year alone dates what its own clause tells, not what follows in another.
            near = [d for d in own if not re.search(r"[,;]", self.text[d.end : match.start()])]
            if fine or near:
                return _reduced((fine or near)[-1])
            return ""
        return self.handed if not self.dates else ""


def _merged(told: list[Event]) -> list[Event]:
    """Each tie once: done before planned, the finest date, the first telling before the others."""
    kept: dict[tuple[str, str, str], Event] = {}
    for event in told:
        key = (event.kind, event.provider, event.recipient)
        known = kept.get(key)
        kept[key] = event if known is None else _both(known, event)
    return sorted(kept.values(), key=lambda event: (event.start, event.recipient))


def _both(known: Event, event: Event) -> Event:
    """One tie from two tellings; what was done is told by the sentence that says so."""
    done_now = known.planned and not event.planned
    first, other = (event, known) if done_now else (known, event)
    comparable = known.planned == event.planned
    finer = comparable and len(event.date) > len(first.date)
    spans = (*known.retold, (other.start, other.end))
    return replace(first, date=event.date if finer else first.date, retold=spans)


def _evidence(text: str, event: Event) -> str:
    """What the document says of a tie: the first telling, then the others in their order."""
    told = [(event.start, event.end)]
    past = 0
    for start, end in sorted(event.retold):
        if start >= past and (end <= event.start or event.end <= start):
            told.append((start, end))
            past = end
    return " | ".join(without_names(text[start:end]) for start, end in told)
