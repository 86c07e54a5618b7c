"""What stands around a figure: the words that belong to it, and what was claimed before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators.codebook.indicators import Indicator, indicators
from indicators.extraction.aliases import Hit, hits_near
from indicators.extraction.claim import Claim, Subject
from indicators.extraction.classes import class_of
from indicators.extraction.measures import measure_of
from indicators.extraction.sentences import Figure, Sentence
from indicators.extraction.units import fits
from indicators.language.units import unit_class

_PUNCTUATION = re.compile(r"[,。;:!?、\n]")
_RIGHT_END = re.compile(r"[,。;:!?\n、]")
_CONNECTIVE = re.compile(
    r"\([^()]{0,24}\)|每[千万]名?(?:常住|户籍|服务)?(?:人口|居民|人)|数量|总数|总量|总额|人数|人次数?|数|量|金额|规模|水平|比例|已经?|达到?|为|是|共有?|共计|总计|合计"
    r"|累计|分别|依次|由|从|至|到|上升|提高|提升|增长|增加|升|下降|降低|减少|降|缩短|压缩|延长|扩大|扩增|上调|下调|回落|提到|提至|增至|升到|降到|攀升|压缩|扩充|扩容|跃升|站上|迈上|低于|高于|优于|好于|稳定|保持|维持|稳步|在|仅|只|了|的|均|都|全部|最初|原来|原先|起初|(?:这|该)(?:一|个)?(?:数字|数据|比例|指标|比率|数)|还是|仍|才|但|而|则|却|也|还?将|再|重点|建设|计划|安排|只要|只需|仅需"
    r"|全年|目前|现有?|拥有|有|约|近|超过?|突破|实现|完成|其中|包括|包含|含|各|等|又|也|还|并|其(?!他|它)|平均|左右|年末|年底|末|底"
    r"|按(?:当年|可比)价格|(?:从|按|分)[^,。;:\d]{1,10}(?:看|分|划分)|规划|要求|力争|控制|目标|前者|后者|全国|全自治区|全省|全市|全区|全县|全州|全旗|我国|我省|我市|我区|我县|及以上|以上|服务|年度|当年|同期|每年|年|实有|设有?|配备|新增|[,;:、()\s~-]"
)
# 略降, 稳步提升, 不降反升: how something moved, not what.
_HOW_MUCH = re.compile(
    r"(?:(?:略有?|略微|稍有?|微|小幅度?|大幅度?|稳步|稳中有?|逐步|逐年|持续|连续|明显|显著|快速|较快|平稳"
    r"|有所|进一步|不断|再次?|又|不[升降增减]?反)+)(?=$|同比|环比|[增升降减提上下缩回扩涨])"
)
_FOLLOWS = re.compile(
    r"(?:以上|以下|左右|参加|参与|参会|用于|和|及|与|的|等|是|为|被|在|获|均|都|提|增|下|上升|减|降|比|较|同比|占|,|居)"
)
_PER = re.compile(
    r"(?:每(?:千|万|百|十|名|位|个|家|所|床|户|人|辆|年|月|次|天|日|村|平均)|百元(?:医疗)?收入|人均|户均|平均每|日均|次均|院均|科均)"
)
_COUNTING = re.compile(
    r"(?:派出?|派遣|选派|举办|开展|完成|办|有|共|设立?|建成?|组建?|成|整合|托管|下辖|辖|新增|新建|拥有|含|覆盖|的|[,:、(]|唯一|等|计|了|达|为|[全我][省市县区州旗])$"
)
_NEW = re.compile(
    r"(?:新增加?|新建成?|新设|新添|净增|新创建|新?改扩建|改造|扩建|改建|修建|迁建|再建|增设|添置)(?:了|各类|[一-鿿]{0,4})$"
)
_INSPECTED = re.compile(
    r"(?:(?:检查|抽查|督查|督导|巡查|暗访|查处|查办|处理|处罚|约谈|暂停|解除|整改|责令|通报|曝光)了?"
    r"(?:违规|违法|各类|各级|定点|医疗|医药|卫生|基层|公立|民营|个体|服务|机构|单位|医院|卫生院|卫生室|乡镇|社区|街道|药店|诊所|协议|共|累计)*)$"
)
_AROUND_CLASS = re.compile(r"^其中|(?:也|已|则)?(?:达到?|为|是|有|约|共|均|超过?)+$")
_BRACKET = re.compile(r"数?\(([^()]{1,14})\)")
JOINT = re.compile(r"[、,和及与]|以及")
EVENT_UNITS = frozenset(("event", "rate", "money", "time", "measure"))


class Surroundings:
    """One figure of a sentence, given what the figures before it were."""

    def __init__(
        self,
        sentence: Sentence,
        number: int,
        claims: list[Claim | None],
        subjects: Sequence[Subject],
    ) -> None:
        self.subjects = subjects
        self.sentence, self.text, self.number, self.claims = sentence, sentence.text, number, claims
        self.figure = sentence.figures[number]
        self.unit = self.figure.mention.unit
        self.start, self.end = self.figure.start, self.figure.end
        self.floor = self._floor()
        self.measure = measure_of(self.text, self.start, self.floor, self.figure.mention)
        self.right_end = self._right_end()

    def _floor(self) -> int:
        """Where the words that belong to this figure begin."""
        if not self.number:
            return 0
        last = self.number - 1
        while last and self.claims[last] is None and _is_duration(self.sentence.figures[last]):
            last -= 1
        before, claim = self.sentence.figures[last], self.claims[last]
        if claim is None and _is_duration(before):
            return 0
        if claim is not None and claim.used_to > before.end:
            used_to = min(claim.used_to, self.start)
            # 38万人次报销医药费5126万元: 报销 is said of both.
            shared = (
                hit.start
                for hit in hits_near(self.sentence.hits, before.end, self.start)
                if before.end <= hit.head and hit.start < used_to < hit.end <= self.start
            )
            return min(shared, default=used_to)
        between = self.text[before.end : self.start]
        cut = _PUNCTUATION.search(between)
        if cut is not None and cut.start() and not _FOLLOWS.match(between):
            return before.end + cut.start()
        return before.end

    def _right_end(self) -> int:
        stop = len(self.text)
        if self.number + 1 < len(self.sentence.figures):
            stop = self.sentence.figures[self.number + 1].start
        cut = _RIGHT_END.search(self.text, self.end, stop)
        while cut is not None and cut[0] == "、" and self.text[cut.start() - 1] == "科":
            cut = _RIGHT_END.search(self.text, cut.end(), stop)  # 6名妇产科、儿科医生
        return cut.start() if cut is not None else stop

    def _clause_end(self) -> int:
        """Where the clause ends; 、 does not end it (选派57人到北京、济南进修)."""
        stop = len(self.text)
        if self.number + 1 < len(self.sentence.figures):
            stop = self.sentence.figures[self.number + 1].start
        return next((p for p in range(self.end, stop) if self.text[p] in ",。;:!?\n"), stop)

    def _counts(self) -> bool:
        """两家医院 in 对两家医院 only refers; a lone Chinese numeral counts after 有, 设, 共 ..."""
        if not self._is_lone_numeral():
            return True
        return bool(_COUNTING.search(self.text, max(0, self.start - 6), self.start))

    def _is_lone_numeral(self) -> bool:
        written = self.figure.mention.text
        return len(written) <= 3 and written[0] in "一二两三四五六七八九十"

    def _reach(self) -> int:
        """How far behind a figure its noun may stand when a verb opens before it (引进85名人才)."""
        if self.unit == "年":
            return 14
        return 1 if unit_class(self.unit) in EVENT_UNITS - {"event"} else 8

    def _class_within(self, hit: Hit, stop: int) -> str:
        """总诊疗人次中,医院860.5万人次: a class between the noun and its figure, "" if none."""
        words = self.text[hit.end : stop]
        if not words.startswith(("中", "总数中", "人次中", "数中")):
            return ""
        return class_of(self._rest(hit.end + words.index("中") + 1, stop)) or ""

    def _class_in_brackets(self, hit: Hit) -> str:
        """孕产妇死亡率(农村): a class in brackets behind the noun."""
        if self._indicator(hit).unit in ("家", "个"):
            return ""  # 社区卫生服务中心(卫生院)34家 counts both
        bracket = _BRACKET.match(self.text, hit.end)
        return (class_of(bracket[1]) or "") if bracket else ""

    def _class_of_place(self, hit: Hit) -> str:
        """乡镇卫生院33753个,床位150.5万张: the beds of the institutions just counted."""
        if not self.claims or self.claims[-1] is None or self.figure.mention.unit == "":
            return ""
        last, before = self.claims[-1], self.sentence.figures[self.number - 1]
        between = self.text[before.end : hit.head]
        counted = last.measure.name == "level" and last.part_of is None
        if (
            not counted
            or between not in (",", "、")
            or indicators()[hit.indicator].parent == "hospitals"
        ):
            return ""
        group = class_of(self.text[before.start - self._noun_before(before) : before.start]) or ""
        stays = group and last.indicator.unit in ("家", "个") and group not in ("医院", "公立医院")
        return group if stays and indicators()[hit.indicator].unit not in ("家", "个") else ""

    def _class_of_subject(self, hit: Hit) -> str:
        """11家社区卫生服务中心去年接诊398.6万人次: the class that opens the clause."""
        if self._indicator(hit).unit in ("家", "个", "%") or hit.start >= self.start:
            return ""
        floor = self.sentence.figures[self.number - 1].end if self.number else 0
        clause = max(floor, *(self.text.rfind(mark, 0, hit.head) + 1 for mark in ",;:"))
        if clause >= hit.head:
            return ""
        words = self._whole_class(clause, hit.head) or self._rest(clause, hit.head)
        return class_of(words) or ""

    def _whole_class(self, start: int, stop: int) -> str:
        """The words between two places if all of them name a class (社区卫生服务中心(站))."""
        words = _AROUND_CLASS.sub("", self._undated(start, stop).strip(",、:;的"))
        return words if class_of(words) else ""

    def _noun_before(self, figure: Figure) -> int:
        """How many characters before a figure name a class (社区卫生服务中心(站)33个 -> 11)."""
        for size in range(min(16, figure.start), 1, -1):
            if class_of(self.text[figure.start - size : figure.start]):
                return size
        return 0

    def _has_noun_behind(self) -> bool:
        behind = self.text[self.end : self.right_end].lstrip("(")
        if len(behind) < 2 or _FOLLOWS.match(behind):
            return False
        return unit_class(self.unit) not in EVENT_UNITS and "一" <= behind[0] <= "鿿"

    def _rest(self, start: int, stop: int) -> str:
        """What stands between two places besides connectives, periods and places."""
        return _CONNECTIVE.sub("", _HOW_MUCH.sub("", self._undated(start, stop)))

    def _undated(self, start: int, stop: int) -> str:
        """The words between two places without the periods among them."""
        pieces, place = [], start
        for period in self.sentence.periods:
            if start <= period.start and period.end <= stop:
                pieces.append(self.text[place : period.start])
                place = period.end
        return "".join([*pieces, self.text[place:stop]])

    def _previous(self, levels_only: bool, over_unclaimed: bool = False) -> int | None:
        """The claimed figure right before this one, over changes and ranks if asked."""
        number = self.number - 1
        while number >= 0:
            claim = self.claims[number]
            if claim is None:
                if over_unclaimed and self._unit_of(number) == self.unit:
                    number -= 1
                    continue
                if _is_duration(self.sentence.figures[number]):
                    number -= 1
                    continue
                return None
            rate = claim.measure.name == "share" and claim.indicator.unit == "%"
            if not levels_only or claim.measure.name == "level" or rate:
                return number
            number -= 1
        return None

    def _unit_of(self, number: int) -> str:
        return self.sentence.figures[number].mention.unit

    def _indicator(self, hit: Hit) -> Indicator:
        return indicators()[hit.indicator]

    def _per_head(self) -> str:
        """每千人口 said once governs a list: 医师2.77人,护士3.18人."""
        last = self.claims[-1] if self.claims else None
        if last is None or last.indicator.kind != "ratio" or "." not in self.figure.mention.text:
            return ""
        return "每千人口" if "_per_1000" in last.indicator.indicator + "_" else ""

    def _is_new(self, hit: Hit) -> bool:
        """新增床位200张 is no stock of beds, but what came new in the period."""
        place = min(hit.head, self.start)
        return _NEW.search(self.text, max(0, place - 6), place) is not None

    def _without_particle(self, place: int) -> int:
        while place and self.text[place - 1] in "的各":
            place -= 1
        return place

    def _sensible(self, claim: Claim) -> bool:
        """Averages (每名, 人均) are not counts, and the institutions inspected not all there are."""
        counts = claim.indicator.unit in ("家", "个", "处") and claim.measure.name == "level"
        if counts and _INSPECTED.search(self.text, max(0, self.start - 24), self.start):
            return False
        if claim.indicator.kind not in ("count", "money") or claim.rule == "carried":
            return True
        clause = max(self.text.rfind(mark, 0, self.start) for mark in ",;。:") + 1
        left = self.text[clause : self.start]
        per = _PER.search(left)
        if per is None:
            return True
        return any(
            per[0] in alias for alias in claim.indicator.aliases
        ) or claim.measure.name not in ("level",)

    def _fits_level(self, indicator: Indicator) -> bool:
        if fits(indicator, self.unit):
            return True
        text = self.figure.mention.text
        if self.unit:
            return False
        nought = self.figure.mention.value == 0 and indicator.unit in ("%", "‰", "1/10万")
        # 每名医师日均诊疗人次 9.36: in a list of ratios the name says the unit.
        listed = indicator.kind == "ratio" and "." in text and self.end == len(self.text)
        return nought or listed or (text[-1:] in "万亿" and indicator.kind in ("count", "money"))

    def _related(self, indicator: Indicator) -> bool:
        """Part of, or beside, what the figure before measured (政府, 社会, 个人 of 卫生总费用)."""
        before = self.claims[-1] if self.claims else None
        if before is None or not indicator.parent:
            return False
        return indicator.parent in (before.base, indicators()[before.base].parent)


def _is_duration(figure: Figure) -> bool:
    return unit_class(figure.mention.unit) == "time" and figure.mention.kind == "quantity"
