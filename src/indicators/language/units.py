"""Units and classifiers that follow a number, and how they compare."""

from __future__ import annotations

import re

_PERSONS = "人 名 位 人份"
_INSTITUTIONS = "家 所 间 处 座 院"
_THINGS = (
    "个名次 名次 个位次 位次 个 项 种 类 张 台 套 件 辆 架 支 盒 份 篇 部 本 条 款 幅 批 批次 户 村 组 对 株 只 条次 "
    "枚 栋 幢 层 期 届 轮 门 节 艘 片 瓶 袋 剂 针 箱 块 面 起 宗 桩 字 句 页 大 双 队 支队 床 股 封 顶 间次"
)
_EVENTS = (
    "人次 例次 台次 项次 人·次 人次数 次 场次 场 例 剂次 针次 家次 户次 班次 车次 架次 "
    "趟 遍 期次 人天 床日 人日 人数"
)
_TIME = "年 个月 月 周 个星期 星期 天 日 个小时 小时 个工作日 工作日 分钟 秒 秒钟 学时 课时 年度 个季度 载 昼夜 夜"
_MEASURES = (
    "公里 千米 米 厘米 毫米 海里 里 平方公里 平方千米 平方米 平方 公顷 亩 立方米 升 毫升 吨 公斤 千克 "
    "克 毫克 微克 斤 度 千瓦 千瓦时 ℃ °C 摄氏度 ㎡ m² km kg mg ml mL mmHg cm mm dB GB TB 毫米汞柱 "
    "分 分贝 倍 成 折 岁 周岁 月龄 床"
)
_RATES = "% ‰ 个百分点 百分点 个千分点 个十万分点 十万分点"
_MONEY = (
    "元 美元 欧元 港元 日元 英镑 韩元 澳元 加元 澳门元 新台币 台币 新加坡元 瑞士法郎 法郎 卢布 卢比 泰铢 "
    "元人民币 块钱 角 美圆 美金 港币 日圆 欧分 美分 便士"
)
# Names of the same unit; what a table or a comparison needs is one of them.
CANONICAL = {
    "元人民币": "元", "块钱": "元", "美圆": "美元", "美金": "美元", "港币": "港元", "日圆": "日元",
    "位次": "名次", "个位次": "个名次", "个百分点": "百分点", "个十万分点": "1/10万", "十万分点": "1/10万",
}  # fmt: skip

_CLASS: dict[str, str] = {}
for _name, _words in (
    ("person", _PERSONS), ("institution", _INSTITUTIONS), ("thing", _THINGS), ("event", _EVENTS),
    ("time", _TIME), ("measure", _MEASURES), ("rate", _RATES), ("money", _MONEY),
):  # fmt: skip
    for _word in _words.split():
        _CLASS.setdefault(_word, _name)

# Longest first, so that 人次 is not read as 人.
_GOES_ON = {
    "支": "部付出持撑援架柱",
    "家": "庭",
    "种": "植",
    "间": "接",
    "台": "阶",
    "场": "所地馆",
    "对": "一二三口应比外内策于标照付方待象",
}


def _pattern(words: set[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(
        "|".join(re.escape(w) + (f"(?![{_GOES_ON[w]}])" if w in _GOES_ON else "") for w in ordered)
    )


def _by_first(words: set[str]) -> _Table:
    """The words by their first character, longest first, with what must not follow."""
    table: _Table = {}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        entry = (word, len(word), frozenset(_GOES_ON.get(word, "")))
        table.setdefault(word[0], []).append(entry)
    return table


_Table = dict[str, list[tuple[str, int, frozenset[str]]]]
# What a Chinese numeral is counted with in running text; 一日, 三里, 五分 are mostly words.
_NOT_CHINESE = "面 部 门 节 层 里 度 日 双 字 句 股 队 村 院 组 本 片 只 份 角 期 折 类 块 条"
UNIT = _pattern(set(_CLASS))
_ARABIC = _by_first(set(_CLASS))
_CHINESE = _by_first(set(_CLASS) - set(_NOT_CHINESE.split()))
UNIT_STARTS = "".join(sorted(_ARABIC))
CHINESE_UNIT_STARTS = "".join(sorted(_CHINESE))


def unit_at(text: str, place: int, chinese: bool = False) -> str:
    """The longest unit that stands at a place of a text, "" when none does.

    Fewer classifiers follow a Chinese numeral than an Arabic one.

    >>> unit_at("3人次", 1), unit_at("三面", 1, chinese=True)
    ('人次', '')
    """
    table = _CHINESE if chinese else _ARABIC
    for word, size, goes_on in table.get(text[place : place + 1], ()):
        if text.startswith(word, place) and text[place + size : place + size + 1] not in goes_on:
            return word
    return ""


def unit_class(unit: str) -> str:
    """person, institution, thing, event, time, measure, rate, money, or "" for no unit.

    >>> unit_class("人次"), unit_class("家"), unit_class("")
    ('event', 'institution', '')
    """
    return _CLASS.get(unit, "")
