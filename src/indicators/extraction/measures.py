"""What kind of statement a figure makes: level, share, change or rank; actual or target."""

from __future__ import annotations

import re
from typing import NamedTuple

from indicators.extraction.sentences import Figure
from indicators.language.mentions import Mention

_TAIL = r"(?:了|出|分别|依次|达到?|约|近|为|是|有|超过?|幅度?|幅|率|,|:|\s)*"
_UP = (
    "增长(?<!新增长)|增加(?<!新增加)|上升|提高|提升|上涨|攀升|增幅|增速|涨幅|增(?<!新增)|升高|延长|净增"
    "|多了|扩大|多增|升幅|改善|前移|前进|上移|跃升|升(?![至到为级])"
)
_FALLING = (
    "减少|少了|下降|降低|缩短|回落|降幅|下调|下滑|缩减|减幅|压缩|减轻|少增|负增长|降价|下浮|后移|后退|倒退"
    "|下移|降|减"
)
_DOWN = _FALLING.removesuffix("|降|减") + "|降(?![至到为])|减(?![至到为])"
# One group, so that the search skips from one first character to the next.
_CHANGE = re.compile(rf"({_DOWN}|{_UP}){_TAIL}$")
_DID = "(?:看|做|收治?|接诊|服务|完成|办|开|花|报|派|用|支出?|付)?"  # 比去年同期多看了5万人次
_COMPARED = re.compile(r"[比较][^,。;:]{0,14}?([少低短减降多高长增升])" + _DID + _TAIL + "$")
# 比2015年的4.9张多1.3张: what is compared with, and by how much there is more.
_COMPARED_LEVEL = re.compile(r"[比较][^,。;:]{1,12}\d[^,。;:\d]{0,4}$")
_EXCESS = re.compile(r"([少低短高长多])" + _TAIL)
_LEVEL_AFTER = re.compile(r",(?:约|近)?(?:达|为|是)")
_BARE = re.compile(r"(?:同比|环比|,|;|\()[+]$|(?:同比|环比)$")
_FALLS = frozenset((*_FALLING.split("|"), *"少低短减降"))
_BASE = re.compile(
    r"(?:同比|环比|同期|年均|年平均|每年|比|较|分别|累计|逐年|相比|连续)[^。;:]{0,24}$"
)
_SHARE = re.compile(
    r"(?:占[^,。;:]{0,24}|占比(?:例)?|比重|比例|构成比?|所占|的百分比)(?:约|近|为|是|达到?|超过?|比|分别|:|到|至|的|[^,。;:\d]{0,4})*$"
)
_RANK_WORDS = re.compile(r"排名|排位|位次|名次|位居|位列|名列|跃居|排列")
_OUGHT = "当?(?:大于|小于|低于|高于|达到|不低于|控制在|不少于|不高于|力争|逐步|达|在)"
# Every branch begins with a character, not with a set: so the search skips from one to the next.
_TARGET = re.compile(
    r"力争|冲击|争取(?=在|实现|达|年内|尽快|早日|完成|创建|用|[两三五]年|今年|明年|再|新[增建])|目标|规划(?:建设|新增|设置|到|期末|床位|总)|计划(?!生育|单列|免疫|的实施|》)|拟(?!聘|录)|预计|还将|也将|又将|将(?:达|建|新|增|实|投|开|超|派|招|在|于|有|完成|建成|提|安排|选派|引进|继续|再|组织|举办|配|扩|培|覆盖|逐步)"
    rf"|应{_OUGHT}|须{_OUGHT}|要{_OUGHT}|确保(?!了)[^,。;]{{0,30}}$|任务(?:数|指标|量)?(?:为|是)?$|到20[2-9]\d年底?(?:末)?(?:,|全|力|实|基本|要|建|县|每|争)|应当?$|须当?$|需当?$"
)
# 今年要办好以下实事: what stands behind it, 完成 too, is still to be done.
_ANNOUNCED = re.compile(
    r"(?:今年|明年|来年|下一步|下步|接下来|新的一年|年内|未来[一二三四五几\d]?年?)[^。;\d]{0,10}?(?:要|将|力争|拟|计划|提出)(?!求|素|点|闻|紧)"
    r"|(?:下一步|下步|接下来|今后)[^。;\d]{0,8}:"
    r"|(?:明确|提出|确定|要求|下达)[^。;\d]{0,6}\d{4}年[^。;\d]{0,16}(?:指标|目标|任务)"
    r"|(?:实现|完成|达到|办好|抓好|做好)(?:以下|下列|如下)[^。;]{0,12}(?:目标|任务|实事|工作|水平|指标|要求)"
)
# Every announcement holds one of these.
_HERALDS = re.compile(r"要|将|力争|拟|计划|提出|明确|确定|下达|以下|下列|如下|:")
_DONE_ALREADY = re.compile(
    r"已|截至|截止|同比|实际|完成了|(?:共|累计|均|全部)完成|达到了|去年|上年"
)
_DONE = re.compile(r"已|完成|实现了|实际|超额|提前|建成并|达到了|截至|截止|同比|完成率")


PLACES = ("位", "名", "名次", "个名次")
_MOVES = frozenset("前移 前进 上移 跃升 提升 上升 后移 后退 倒退 下移 下降 下滑".split())
# 超过省定目标7个百分点, 高于计划: what was promised has been reached.
_SURPASSED = re.compile(r"(?:超过|超出|超|[高优好低]于|完成|兑现)[^,。;]{0,6}$")
_ASKED_FOR = re.compile(r"的?(?:年度|规划|预期|既定|考核|控制)?(?:目标|要求|任务数?)(?!书)")
_HELD_AGAINST = re.compile(
    r"(?:[离距]|[高低优]于|超过|超出|未达到?|[省市县国]定|规定|定下|确定|下达)[^,。;\d]{0,8}$"
)
_MOVED = re.compile(f"(?:{'|'.join(sorted(_MOVES))})了?$")
POINTS = ("百分点", "个千分点", "千分点")
# 提高到, 由2%下降至: what stands behind was reached, not changed by.
TO_LEVEL = r"(?:提|升|增|降|减|下|扩|跃|缩|上|涨|攀|压|回|调)[^,。;\d]{0,4}(?:到|至|为)"
REACHES = re.compile(rf"[^,。;]{{0,4}}{TO_LEVEL}")


class Measure(NamedTuple):
    """`name` as in the tables, `sign` -1 for a fall, `word` where the wording starts."""

    name: str
    sign: int
    word: int


def measure_of(text: str, start: int, floor: int, mention: Mention) -> Measure:
    """The measure of a figure from the words between `floor` and the figure at `start`.

    >>> from indicators.language.quantities import find_quantities
    >>> text = "双向转诊人数达3.6万人次,同比下降27.93%"
    >>> measure_of(text, 18, 13, find_quantities(text)[1])[:2]
    ('change_pct', -1)
    """
    left = text[floor:start]
    if mention.kind == "rank":
        return Measure("rank", 1, start)
    compared = floor and _COMPARED_LEVEL.search(text, max(0, floor - 24), floor)
    change = _change(left, mention, _EXCESS.fullmatch(left) if compared else None)
    if change is not None:
        return change._replace(word=floor + change.word)
    if mention.unit in ("位", "名") and _RANK_WORDS.search(text[max(0, start - 40) : start]):
        return Measure("rank", 1, start)
    if mention.unit in ("%", "‰"):
        share = _SHARE.search(left)
        if share is not None:
            return Measure("share", 1, floor + share.start())
    if mention.unit in POINTS:
        return Measure("change_pp", 1, start)
    return Measure("level", 1, start)


def _change(left: str, mention: Mention, excess: re.Match[str] | None) -> Measure | None:
    bare = _BARE.search(left) if mention.unit in ("%", "‰") else None
    if bare is not None:
        return Measure("change_pct", 1, bare.start())  # 同比+13.9%, the sign of -1.2% is its own
    match = excess or _CHANGE.search(left) or _COMPARED.search(left)
    if match is None or (match.start() and left[match.start() - 1] == "新"):
        return None
    if _LEVEL_AFTER.search(match[0]):
        return None  # 略有增加,达4.3万人次
    sign = -1 if match[1] in _FALLS else 1
    if mention.unit in PLACES and (mention.unit != "名" or match[1] in _MOVES):
        sign = -sign  # who rises in a ranking has a lower number
    if mention.unit in ("%", "‰", "倍"):
        name = "change_pct"
    elif mention.unit in POINTS:
        name = "change_pp"
    else:
        name = "change_abs"
        # 增加床位200张 is an addition in words of its own; 比上年增加200张 is a change.
        if not _BASE.search(left[: match.start() + 1]) and not left[: match.start()].strip(",、 "):
            return Measure(name, sign, match.start())
    return Measure(name, sign, match.start())


def is_goal(text: str, figure: Figure) -> bool:
    """Whether a figure is what was asked for, in a report too: 高于90%的目标, 离70%的目标还差."""
    if text[max(0, figure.start - 1) : figure.start] == "向" and text.startswith(
        "迈进", figure.end
    ):
        return True
    if _ASKED_FOR.match(text, figure.end) is None:
        return False
    surpassed = figure.mention.text.startswith(("超", "高于", "低于", "未达"))
    return (
        surpassed or _HELD_AGAINST.search(text, max(0, figure.start - 14), figure.start) is not None
    )


def moves_in_ranking(text: str, figure: Figure) -> bool:
    """Whether a figure says by how many places something moved: 前移2位."""
    return (
        figure.mention.unit in PLACES
        and _MOVED.search(text, max(0, figure.start - 4), figure.start) is not None
    )


def announcement(text: str, stop: int) -> int:
    """Where the last announcement before a place ends (今年要, 实现以下目标), -1 for none."""
    if not _HERALDS.search(text, 0, stop):
        return -1
    found = list(_ANNOUNCED.finditer(text, 0, stop))
    return found[-1].end() if found else -1


def is_target(text: str, start: int, floor: int, deadline_ahead: bool) -> bool:
    """Whether the words before a figure make it a promise and not a report.

    `deadline_ahead` is true when the figure's period ends after the document was published.
    """
    announced = announcement(text, start)
    if announced >= 0 and not _DONE_ALREADY.search(text, announced, start):
        return True
    left = text[max(floor, text.rfind(";", floor, start) + 1) : start]
    promises = [m for m in _TARGET.finditer(left) if not _SURPASSED.search(left, 0, m.start())]
    if promises and not _DONE.search(left, promises[-1].end()):
        return True
    return deadline_ahead
