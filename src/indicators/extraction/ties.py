"""How sentences word a tie: who did what with whom, as patterns over skeletons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from indicators.extraction.skeletons import ORGANISATION as O
from indicators.extraction.skeletons import PARTY as X
from indicators.extraction.skeletons import PLACE as L
from indicators.extraction.skeletons import Skeleton, Slot

_W = f"[^,;:{O}{L}]"  # a word's character, inside a clause
_A = f"[^;{O}{L}]"  # across commas
_LIST = f"{X}(?:[^,;、和与及{O}{L}]{{0,8}}(?:[、和及]|以及){X})*"
_WITH = r"(?:与|同|跟|携手|联合|联手|牵手|结缘)"
_STATION = r"(?:院士|专家|名医|名中医|博士|国医大师|大师|名师|教授)(?:工作站|工作室)"
_BOND = r"关系|对子|合作|协作|医联体|联合体|医共体|共同体|联盟|集团|医院|单位|院区|分院|分中心|中心|专科|科室|学科|基地"
_VERB = re.compile(
    "|".join(
        f"(?P<{kind}>{words})"
        for kind, words in (
            ("trusteeship", r"全托管|托管(?!运营管理办法)|委托[^,;:]{0,3}管理|托管运营"),
            (
                "assistance",
                rf"对口(?:支援|帮扶|协作|援助|支持|援建)|组团式{_W}{{0,8}}(?:帮扶|支援)|结对(?:帮扶|支援|帮带)"
                r"|东西部协作帮扶|(?:帮扶|支援|援助)",
            ),
            ("agreement", r"签(?:订|署|约|下|定)"),
            (
                "partnership",
                rf"(?:建立|建成|结成|结为|缔结|确立|达成|组建|组成|构建|共建|成立|形成)了?{_W}{{0,14}}?(?:{_BOND})"
                r"|开展(?:[^,;:与和]{0,6})(?:合作办医|合作|协作|共建)|结对(?!子)|结成对子|结对子|结亲|合作办医|合作共建",
            ),
            ("workstation", _STATION),
            (
                "joined",
                r"成为|晋级为?|晋升为|升格为|获批|授予|获评|入选|列为|确定为|确立为|认定为|挂牌|加挂|授牌|加入|纳入|划入|融入|[也还]是|是",
            ),
            (
                "branch",
                rf"分院|院区|(?<={O})(?![一二三等上]|协作|合作|技术|指导|教学|非|附属|实习|紧密|医联体|对口|临床)[^,;:、的院{O}{L}]{{2,6}}医院",
            ),
        )
    )
)
_REFUSED = re.compile(
    r"(?:责任书|责任状|承诺书|合同|目标|居民|群众|村民|患者|率|服务|团队|病人|对象|贫困|战略合作银行)"
)
_AGREED = re.compile(rf"{_W}{{0,5}}(?:协议|框架|意向|备忘录|签约|启动|推进会|座谈)")
_NAMED_BY = ("assistance", "partnership", "trusteeship")  # 合作办医协议: the agreement is the tie
_UNREAL = re.compile(
    r"不再|没有|尚未|未能|终止|解除|取消|退出|希望|如果|是否|能否|盼|期待|呼吁|建议"
)
_OPENED = re.compile(r"揭牌|挂牌|授牌|加挂|成立|设立|启用|落户|落成|开业|建成|落地")
_ROLE = re.compile(
    rf"[^,;:、{O}{L}]{{0,8}}?(?:协作|合作|指导|教学|附属医院|医联体|联合体|联盟|医共体|共同体|成员|集团|实习基地|实践基地|培训基地)"
)
_BRANCH = re.compile(rf"({O})((?:{L})?[^,;:、的{O}{L}]{{0,6}}?(?:分院|院区)|{L}医院)")
_TEAM = r"医疗队|医疗(?:人才|专家|团队|骨干)|专家|医生|医师|医务人员|骨干|人才|队员|医护"
_STRONG = re.compile(r"援[疆藏青]|医疗队|帮扶|组团|对口|支援|常驻|驻点|蹲点|挂职")
_STAY = r"(?:进驻|抵达|到达|到任|来到|奔赴|常驻|扎根|驻点|入驻|驻扎|走进|支援|帮扶|赶赴|赴|到|在)"
_SENT = r"(?:选派|派出|派驻|派遣|派来|抽调|安排|输送|遴选)"
_STUDY = re.compile(r"[^,;]{0,8}(?:进修|学习|培训|参观|考察|跟班|轮训|治疗|就诊|就医|读|毕业)")
_TEAMS = (
    re.compile(
        rf"({_LIST})(?:{_W}{{0,6}}?)(?:向|到|对|为|赴|给)({X}){_W}{{0,8}}{_SENT}(?=.{{0,16}}(?:{_TEAM}))"
    ),
    re.compile(
        rf"({_LIST}){_A}{{0,24}}?(?:从{_LIST})?{_W}{{0,6}}?{_SENT}(?={_A}{{0,24}}(?:{_TEAM})){_A}{{0,40}}?{_STAY}{_W}{{0,4}}({X})"
    ),
    re.compile(rf"({_LIST})(?={_W}{{0,16}}(?:{_TEAM})){_W}{{0,30}}?{_STAY}{_W}{{0,4}}({X})"),
)
_OWN_TEAM = re.compile(rf"援[疆藏青](?:{_TEAM}){_W}{{0,4}}(?:进驻|抵达|到达|来到)了?({X})?")
_MARKED = re.compile(
    rf"({X})(?:市|省)?{_W}{{0,5}}?(?:援[疆藏青]|医疗队|医疗专家|对口(?:支援|帮扶)|组团式|帮扶)"
)


@dataclass(frozen=True, slots=True)
class Telling:
    """A tie as worded: `left` acts, `right` is acted on; `directed` if the wording says who gives.

    An empty side is left to the reader: `lead` are the words where it would stand.
    """

    kind: str
    left: list[Slot] = field(default_factory=list)
    right: list[Slot] = field(default_factory=list)
    directed: bool = False
    verb: int = 0
    end: int = 0
    lead: str = ""


def tellings(skeleton: Skeleton) -> Iterator[Telling]:
    """Every wording of a tie in one sentence, in order."""
    text = skeleton.text
    for match in _VERB.finditer(text):
        kind = str(match.lastgroup)
        clause = max(text.rfind(mark, 0, match.start()) for mark in ",;:") + 1
        if _UNREAL.search(text, max(clause, match.start() - 30), match.start()):
            continue
        if kind in _NAMED_BY and _AGREED.match(text, match.end()):
            continue
        told = _READERS[kind](skeleton, match)
        if told is not None and (told.left or told.right):
            yield told
    yield from _teams(skeleton)


def donors(skeleton: Skeleton) -> list[Slot]:
    """The places and hospitals whose teams a sentence speaks of (佛山医疗队, 泰安援疆重点科室)."""
    return [skeleton.slots[m.start(1)] for m in _MARKED.finditer(skeleton.text)]


def _before(skeleton: Skeleton, pattern: str, place: int, reach: int = 160) -> re.Match[str] | None:
    return re.compile(pattern + r"\Z").search(skeleton.text[:place], max(0, place - reach))


def _told(
    skeleton: Skeleton,
    kind: str,
    verb: re.Match[str],
    right: tuple[int, int],
    floor: int,
    **more: bool,
) -> Telling:
    """A telling whose acting party stands before `floor`."""
    objects = skeleton.slots_in(*right)
    left, lead = _subject(skeleton, floor, kind, objects)
    if not left and (later := _LATER.match(skeleton.text, verb.end())):
        left = skeleton.slots_in(*later.span(1))  # 自与R结对以来,P...
    return Telling(
        kind, left, objects, verb=verb.start(), end=max(verb.end(), right[1]), lead=lead, **more
    )


_LATER = re.compile(rf"{_W}{{0,4}}(?:以来|以后|后),{_W}{{0,8}}({X})")
_ACTED_ON = re.compile(
    r"(?:[(对在向给从把将自至到赴]|帮助|帮扶|支持|指导|提升|协助|来自|按照|根据)\Z"
)
_BESIDE = re.compile(r"[与和同跟]\Z")


def _subject(
    skeleton: Skeleton, floor: int, kind: str = "", others: Sequence[Slot] = ()
) -> tuple[list[Slot], str]:
    """The parties that act before a place, and the words of the clause if there are none in it."""
    text = skeleton.text
    lead = text[max(text.rfind(mark, 0, floor) for mark in ",;:。") + 1 : floor]
    place = floor
    while (place := _last_party(text, place)) >= 0:
        first = place
        while joined := _JOINED.search(text, max(0, first - 10), first):
            first = joined.start()
        apart = kind in ("agreement", "partnership") and _BESIDE.search(
            text, max(0, first - 1), first
        )
        idle = text[place] == L and not _may_act(text, place, floor, kind)
        same = skeleton.slots[place].name in {other.name for other in others}
        if not (same or apart or idle or _ACTED_ON.search(text, max(0, first - 4), first)):
            return skeleton.slots_in(first, place + 1), lead
        place = first
    return [], lead


def _may_act(text: str, place: int, floor: int, kind: str) -> bool:
    """Places assist, counties sign; 4家北京三甲医院 is nobody in particular."""
    if re.match(
        r"[^,;]{0,4}(?:医院|[\d一二三四五六七八九十]+[家所])", text[place + 1 : place + 10]
    ):
        return False
    if kind == "assistance":
        return True
    return kind == "agreement" and floor - place <= 6 and "," not in text[place:floor]


_JOINED = re.compile(rf"{X}[^,;、和与及{O}{L}]{{0,6}}[、和及]\Z")


def _last_party(text: str, stop: int) -> int:
    return max(text.rfind(O, 0, stop), text.rfind(L, 0, stop))


def _agreement(skeleton: Skeleton, verb: re.Match[str]) -> Telling | None:
    if _REFUSED.search(skeleton.text, verb.end(), verb.end() + 14):
        return None
    return _together(skeleton, "agreement", verb)


def _partnership(skeleton: Skeleton, verb: re.Match[str]) -> Telling | None:
    kind = "assistance" if re.search("对口|帮扶|支援", verb[0]) else "partnership"
    return _together(skeleton, kind, verb) or _since_pair(skeleton, verb)


def _together(skeleton: Skeleton, kind: str, verb: re.Match[str], gap: str = _W) -> Telling | None:
    """A与B、C签约, A和B签约."""
    place = verb.start()
    found = _before(skeleton, rf"{_WITH}[^,;:{O}]{{0,12}}?({_LIST}){gap}{{0,24}}", place)
    if found:
        return _told(skeleton, kind, verb, found.span(1), found.start())
    if kind in ("trusteeship", "assistance"):
        return None
    pair = _before(skeleton, rf"({X}){_W}{{0,8}}(?:和|与|、|及)({X}){_W}{{0,14}}", place)
    if pair is None:
        return None
    left, right = (skeleton.slots[pair.start(n)] for n in (1, 2))
    if pair.start() > 1 and skeleton.text[pair.start() - 2] in (O, L):  # A、B、C: no pair
        return None
    return Telling(kind, [left], [right], verb=place, end=verb.end())


def _since_pair(skeleton: Skeleton, verb: re.Match[str]) -> Telling | None:
    """自去年合作办医以来: between the two that the sentence names."""
    if not re.match(r"[^,;]{0,3}(?:以来|以后|后)", skeleton.text[verb.end() : verb.end() + 6]):
        return None
    names = {slot.name: slot for slot in skeleton.slots.values() if not slot.code}
    if len(names) != 2:
        return None
    left, right = names.values()
    return Telling("partnership", [left], [right], verb=verb.start(), end=verb.end())


def _trusteeship(skeleton: Skeleton, verb: re.Match[str]) -> Telling | None:
    return _directed(skeleton, "trusteeship", verb)


def _assistance(skeleton: Skeleton, verb: re.Match[str]) -> Telling | None:
    return _directed(skeleton, "assistance", verb)


def _directed(skeleton: Skeleton, kind: str, verb: re.Match[str]) -> Telling | None:
    """P托管R, R由P托管, P对R开展对口支援, 在P的帮扶下R...."""
    text, place = skeleton.text, verb.start()
    plain = verb[0] in ("帮扶", "支援", "援助")
    given = re.compile(r"委托(.{1,3})管理").fullmatch(verb[0])
    if given:
        left, _ = _subject(skeleton, place)
        return Telling(kind, skeleton.slots_in(place, verb.end()), left, True, place, verb.end())
    behind = re.compile(rf"(?:了|着)?[^,;:的后{O}{L}]{{0,{1 if plain else 8}}}({_LIST})").match(
        text, verb.end()
    )
    if behind and plain and not _close_subject(text, place):
        return None
    if behind and not (plain and re.match(r"[^,;]{0,3}(?:的|困难)", text[behind.end() :])):
        return _told(skeleton, kind, verb, behind.span(1), place, directed=True)
    passive = _before(
        skeleton,
        rf"(?:由|被|接受|受到?|得到|获得|在|交由|委托给?|交给)了?({_LIST})"
        + ("的?" if plain else f"{_W}{{0,16}}"),
        place,
    )
    if passive:
        return _received(skeleton, kind, verb, passive)
    onto = _before(skeleton, rf"(?:对|为|向)({_LIST}){_W}{{0,14}}", place)
    if onto and not plain:
        return _told(skeleton, kind, verb, onto.span(1), onto.start(), directed=True)
    return None if plain else _together(skeleton, kind, verb, _A if kind == "trusteeship" else _W)


def _close_subject(text: str, place: int) -> bool:
    """Whether a party stands right before a verb that is also said of much else (帮扶困难群众)."""
    last = _last_party(text, place)
    return last >= 0 and place - last <= 16 and not re.search("[,;]", text[last:place])


def _received(
    skeleton: Skeleton, kind: str, verb: re.Match[str], giver: re.Match[str]
) -> Telling | None:
    givers = skeleton.slots_in(*giver.span(1))
    got, lead = _subject(skeleton, giver.start(), others=givers)
    under = re.compile(rf"[^,;]{{0,2}}下,{_W}{{0,6}}({X})").match(skeleton.text, verb.end())
    if under:
        got = skeleton.slots_in(*under.span(1))
    return Telling(kind, givers, got, True, verb.start(), verb.end(), lead)


def _workstation(skeleton: Skeleton, verb: re.Match[str]) -> Telling | None:
    """P名医工作室落户R, R成立P专家工作站, 与P共建工作站."""
    text, place = skeleton.text, verb.start()
    owner = _before(skeleton, rf"({O}){_W}{{0,10}}", place)
    opened = re.compile(
        rf"{_W}{{0,8}}?(?:{_OPENED.pattern}|设在|设立在)[^,;{O}{L}]{{0,6}}({X})?"
    ).match(text, verb.end())
    held = re.compile(rf"{_W}{{0,8}}?[在于]({X}){_W}{{0,8}}?(?:{_OPENED.pattern}|举行)").match(
        text, verb.end()
    )
    opened = held or opened
    if (
        owner
        and opened
        and not re.search(f"{_WITH}\\Z", text[max(0, owner.start() - 2) : owner.start()])
    ):
        there = skeleton.slots_in(*opened.span(1)) if opened[1] else []
        return Telling(
            "workstation",
            skeleton.slots_in(*owner.span(1)),
            there,
            True,
            place,
            opened.end(),
            "我院",
        )
    founded = re.compile(r"成立|建立|设立|引进|共建|组建|建成|揭牌")
    if owner and founded.search(text, max(0, owner.start() - 6), owner.start()):
        hosts, lead = _subject(skeleton, owner.start())
        return Telling(
            "workstation", skeleton.slots_in(*owner.span(1)), hosts, True, place, verb.end(), lead
        )
    if founded.search(text, max(0, place - 12), place):
        return _together(skeleton, "workstation", verb, _A)
    return None


def _joined(skeleton: Skeleton, verb: re.Match[str]) -> Telling | None:
    """R成为P协作医院, R加入P专科联盟, R被P确定为教学医院."""
    text = skeleton.text
    found = re.compile(rf"[了为]?[^,;{O}{L}]{{0,8}}?({_LIST})").match(text, verb.end())
    if found is None:
        passive = _before(skeleton, rf"被({O}){_W}{{0,4}}", verb.start())
        role = _ROLE.match(text, verb.end()) if passive else None
        if passive is None or role is None:
            return None
        got, lead = _subject(skeleton, passive.start())
        return Telling(
            "partnership",
            skeleton.slots_in(*passive.span(1)),
            got,
            True,
            verb.start(),
            role.end(),
            lead,
        )
    role = _ROLE.match(text, found.end())
    if role is None or _BRANCH.match(text, found.end() - 1):
        return None
    givers = skeleton.slots_in(*found.span(1))
    left, lead = _subject(skeleton, verb.start(), others=givers)
    if verb[0].endswith("是") and not left:
        return None
    return Telling("partnership", givers, left, True, verb.start(), role.end(), lead)


def _branch(skeleton: Skeleton, verb: re.Match[str]) -> Telling | None:
    """R挂牌“P某地分院”, P某地分院在R揭牌; `lead` is the place in the branch's name."""
    text = skeleton.text
    name = _before(skeleton, rf"({O})({L}?[^,;:、的{O}{L}]{{0,6}}?)", verb.start(), 12)
    if name is None:
        return None
    place = re.sub(L, lambda m: skeleton.slots_in(name.start(2), name.end(2))[0].name, name[2])
    place = place or verb[0].removesuffix("医院")
    owner = skeleton.slots_in(*name.span(1))
    after = re.compile(rf"[^;{O}{L}]{{0,16}}?(?:{_OPENED.pattern})").match(text, verb.end())
    lead = text[max(0, name.start() - 24) : name.start()]
    begun = _OPENED.search(lead) or re.search(r"(?:成为|是|作为)\Z", lead)
    there = re.compile(
        rf"[^,;{O}{L}]{{0,8}}在({X})(?=[^,;]{{0,6}}(?:举行|揭牌|挂牌|成立|启用))|[^;{O}{L}]{{0,2}}"
    ).match(text, verb.end())
    there = there if there and there[1] else None
    if not (after or begun or there):
        return None
    at = after.end() if after else verb.end()
    hosts = skeleton.slots_in(*there.span(1)) if there else []
    if not hosts:
        hosts, _ = _subject(skeleton, name.start(), others=owner)
    opened = (
        at - 1 if after else verb.start()
    )  # 分院2019年3月揭牌: the date stands before the opening
    return Telling("branch", owner, hosts, True, opened, at, place)


def _teams(skeleton: Skeleton) -> Iterator[Telling]:
    """Who sends doctors to stay: P选派医疗队进驻R, P援疆医疗队在R, P先后向R选派专家."""
    text = skeleton.text
    if not _STRONG.search(text):
        return
    for pattern in _TEAMS:
        found = pattern.search(text)
        if found is None or _STUDY.match(text, found.end()):
            continue
        if not _STRONG.search(text, max(0, found.start() - 30), found.end() + 24):
            continue
        yield Telling(
            "assistance", skeleton.slots_in(*found.span(1)), skeleton.slots_in(*found.span(2)),
            True, found.end() - 1, found.end(), "team",
        )  # fmt: skip
        return
    own = _OWN_TEAM.search(text)
    if own:
        there = skeleton.slots_in(*own.span(1)) if own[1] else []
        yield Telling("assistance", [], there, True, own.start(), own.end(), "")


_READERS = {
    "trusteeship": _trusteeship,
    "assistance": _assistance,
    "agreement": _agreement,
    "partnership": _partnership,
    "workstation": _workstation,
    "joined": _joined,
    "branch": _branch,
}
