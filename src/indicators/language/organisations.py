"""Names of hospitals, health centres, universities and governments in running Chinese text."""

from __future__ import annotations

import re
from functools import lru_cache

from indicators.language.mentions import Mention

_NUMBERED_HOSPITAL = (  # 一院, behind a character that a name can end in
    r"(?<=[^\W\da-zA-Z与和及对向由在为到从给将把被同跟是了的等院][一二三四五六九十]院)"
)
_SUFFIXES = (
    "我院(?!士) 本院(?!士) 该院(?!士) 医院 卫生院 附院 妇保院 保健院 护理院 疗养院 社区卫生服务中心 医学中心 "
    "人民政府 省政府 市政府 县政府 区政府 旗政府 州政府 大学(?!生) 医学院(?!附属) 分院"
).split() + [f"{number}院{_NUMBERED_HOSPITAL}" for number in "一二三四五六九十"]
# Every branch begins with a character, not with a set: so the search skips from one to the next.
_SUFFIX = re.compile("|".join(_SUFFIXES))
_BREAKING_WORDS = (
    "签约 签订 签署 托管 帮扶 支援 依托 联合 成为 通过 借力 邀请 来自 包括 完成 支持 走进 指导 协助 帮助 代表 分别 "
    "全面 前往 前身 以及 开展 建立 组建 加入 挂牌 揭牌 设立 成立 入驻 派驻 选派 援助 携手 引进 聘请 包含 当选 其中 "
    "随后 我省 作为 升级 争创 推进 主动 积极 获得 近年来 目前 一行 主办 承办 举办 正式 共同 试行 首家 各级 多家 全国 "
    "全市 全省 全县 全区 一家 两家 基层 授予 "
    "划入 纳入 融入 进驻 抵达 常驻 扎根 到任 授牌 加挂 晋级 获批 对口 结对 牵手 提升 组团式 协作 "
    "希望 日前 启动 两省 援建 接受 委托 实施 改造 投资 扩建 落户 落地 确定为 列为 约谈 督导 抽查 检查"
).split()
# The last break of a stretch, looked for from its end; few characters begin a breaking word.
_LAST_BREAK = re.compile(
    r"(?s:.*)([^\u4e00-\u9fff]|[与和及对向由在为到从给将把被同跟是了的等让以且或并又还再也先后](?=.)"
    rf"|(?=[{''.join(sorted({word[0] for word in _BREAKING_WORDS}))}])(?:{'|'.join(_BREAKING_WORDS)}))"
)
# Words that hold a breaking character but are parts of names.
_WHOLE = frozenset(
    "协和 同济 同仁 同德 和平 人和 太和 仁和 永和 和田 和县 大同 同心 和硕 友谊 天和 和睦 中和 和谐 为民 将乐 "
    "对外 嘉和 祥和 泰和 康和 爱和 和美 "
    "从江 从化 且末 让胡 和龙 和静 和林 和顺 同江 向阳 后旗".split()
)
_TWO_NAMES = re.compile(
    r"[院府学心局委站]和县|.?和县[域级乡内]|.?从江[苏西]"
)  # 和县, 从江 in passing
_ENTRUSTED = re.compile(r"(?:委托|[交托]由|交给)[一-鿿]{2,16}\Z")
_GENERIC = frozenset(
    "医院 大学 附属医院 分院 卫生院 综合医院 综合性医院 专科医院 中医院 医学院".split()
)
_CLASS = re.compile(
    r".{0,6}(?:[省市县镇乡]级|[一二三]级|乡镇|街道|提升|合作|下沉|上级|整体|成员|牵头|各|[家所]|等|公立|民营|基层|受检|对口|协作|定点|试点|教学|三甲|大型|智慧|互联网|同级|专科|县域|城乡|中医类|现代)"
    r"(?:甲等|乙等|综合性?|中心|中医|专科)*(?:医院|卫生院|妇幼保健院|大学|社区卫生服务中心)"
)
_TRIM = re.compile(r"(?:附属|现|原|即|市委、|是)+")
_LONGEST = 26


def find_organisations(text: str) -> list[Mention]:
    """Organisations that a text names, in order; `value` is the name as written.

    >>> [m.text for m in find_organisations("我院与余姚市人民医院和天台县中医院结对")]
    ['我院', '余姚市人民医院', '天台县中医院']
    """
    found: list[Mention] = []
    for match in _SUFFIX.finditer(text):
        start, end = match.span()
        if match[0][1:] != "院" or match[0][0] not in "我本该":
            if _goes_on(text, end):
                continue
            start = _left(text, start, end)
        if found and start < found[-1].end:
            start = found[-1].end
            if end - found[-1].start <= 2 * _LONGEST:
                start = found.pop().start  # 浙江医院 + 嵊泗分院
        name = text[start:end]
        counted = start > 0 and text[start - 1] in "0123456789余多" and name[0] in "个家所名"
        if len(name) >= 2 and name not in _GENERIC and not counted and not _is_class(name):
            found.append(Mention(start, end, "organisation", name, name))
    return found


@lru_cache(maxsize=4096)  # texts name the same few again and again
def _is_class(name: str) -> bool:
    """县级医院, 三甲医院: a class of organisations, not one of them."""
    return _CLASS.fullmatch(name) is not None


def _goes_on(text: str, end: int) -> bool:
    """A longer name follows: 大学附属..., 医院分院 is left to the longer suffix."""
    if text.startswith("感染", end):
        return not text.startswith(("楼", "科", "病", "性"), end + 2)
    if text.startswith("管理", end):  # 医院管理, but 委托县人民医院管理
        return _ENTRUSTED.search(text, max(0, end - 20), end) is None
    return text.startswith(("附属", "医学院附属", "学"), end)


def _left(text: str, start: int, end: int) -> int:
    """Where the name that ends in a suffix begins."""
    left = floor = max(0, end - _LONGEST)
    stop = start + 1
    while hit := _LAST_BREAK.match(text, floor, stop):
        if not _in_whole_word(text, hit.start(1)):
            left = hit.end()
            break
        stop = hit.start(1) + 1
    trimmed = _TRIM.match(text, left, start)
    return trimmed.end() if trimmed else left


def _in_whole_word(text: str, place: int) -> bool:
    """Whether a breaking character is part of a word such as 协和."""
    if _TWO_NAMES.match(text, max(0, place - 1)):
        return False
    return text[place : place + 2] in _WHOLE or text[max(0, place - 1) : place + 1] in _WHOLE
