"""Words of the review page in both languages, and making text safe to show."""

from __future__ import annotations

from html import escape

from indicators.reports.labels import LANGUAGES, say

_WORDS = {
    "title": ("核对", "Review"),
    "skip": ("跳到正文", "Skip to the text"),
    "documents": ("文件", "Documents"),
    "filters": ("图例与筛选", "Legend and filters"),
    "fates": ("数的去处", "What became of figures"),
    "observation": ("指标", "indicator"),
    "tie": ("合作关系", "partnership"),
    "all_indicators": ("全部指标", "all indicators"),
    "only": ("只看", "Only"),
    "everything": ("全部", "everything"),
    "repeat": ("重复", "repeat"),
    "part": ("其中", "part of"),
    "conflict": ("矛盾", "conflict"),
    "targets": ("目标", "targets"),
    "repeats": ("重复", "repeats"),
    "conflicts": ("矛盾", "conflicts"),
    "decisions": ("人工更正", "corrected by hand"),
    "show_all": ("全选", "All"),
    "show_none": ("全不选", "None"),
    "shown": ("显示", "Shown"),
    "close": ("关闭", "Close"),
    "to_row": ("到表中", "To its row"),
    "reject": ("不采用", "rejected"),
    "fits": ("已生效", "applied"),
    "no_fit": ("不再适用", "no longer fits"),
    "attention": ("需要留意", "Worth a look"),
    "unread": ("未能使用", "Could not be used"),
    "decision_table": ("人工决定", "Decisions by people"),
    "decision_columns": ("原文|字段|取值|理由|状态", "As printed|Field|Value|Reason|State"),
    "conflict_table": ("互相矛盾的数", "Figures that contradict each other"),
    "conflict_columns": ("指标|时期|地区|先述|后述", "Indicator|Period|Area|First|Second"),
    "table": ("每个数的去处", "What became of every figure"),
    "columns": (
        "原文|去处|数值|界限|时期|地区|怎样读出",
        "As printed|What became of it|Value|Bounds|Period|Area|How it was read",
    ),
    "ties": ("合作关系", "Partnerships"),
    "tie_columns": (
        "序号|日期|方式|支持方|受援方|状态|依据",
        "No.|Date|Kind|Provider|Recipient|Status|Evidence",
    ),
    "tie_number": ("合", "P"),
    "to_table": ("到表格", "To the table"),
    "to_text": ("到正文", "To the text"),
    "text": ("正文", "Text"),
    "help": (
        "点击一个数，可在表中看到它；在表中点击，可回到原文。键盘：Tab 进入，← → 换到前后一个数，"
        "回车到表中，Esc 回到原文。",
        "Click a figure to see its row; click in a row to return to the text. Keyboard: Tab to a "
        "figure, ← → for its neighbours, Enter for its row, Esc for the way back.",
    ),
    "before": ("指标在前", "named before it"),
    "behind": ("指标在后", "named behind it"),
    "carried": ("承接前数", "carried on"),
    "listed": ("并列", "listed"),
    "beside": ("指标在旁", "named beside it"),
    "rate": ("比率", "rate"),
    "change": ("增减", "change"),
    "by hand": ("人工", "by hand"),
    "in_table": ("表格", "table cell"),
}  # fmt: skip
# Characters that show nothing or turn the order of others round: a document could hide figures
# or swap them. One visible character stands for each, so that offsets stay.
_UNSEEN = {
    **dict.fromkeys([*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0)], "\ufffd"),
    **dict.fromkeys([0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **dict.fromkeys((0x0B, 0x0C, 0x0D), " "),
}  # fmt: skip


def word(key: str, lang: str) -> str:
    """A word of this page, or else a label shared with the reports.

    >>> word("observation", "en"), word("date", "zh")
    ('indicator', '日期')
    """
    pair = _WORDS.get(key)
    return pair[LANGUAGES.index(lang)] if pair else say(key, lang)


def rule_name(rule: str, lang: str) -> str:
    """How a figure was read, in words; what a person decided stays as written.

    >>> rule_name("before; corrected: the city is meant", "zh")
    '指标在前; 人工更正: the city is meant'
    """
    name, _, reason = rule.partition("; corrected: ")
    shown = word({"table": "in_table"}.get(name, name), lang)
    return f"{shown}; {word('decisions', lang)}: {reason}" if reason else shown


def safe(text: object) -> str:
    """Text for HTML: escaped, and with nothing in it that hides or reorders characters.

    >>> safe('<b> "3\\u202e7"')
    '&lt;b&gt; &quot;3\ufffd7&quot;'
    """
    return escape(str(text).translate(_UNSEEN))


def place(document_place: str, lang: str) -> str:
    """line 9 or page 2 in a language.

    >>> place("line 9", "zh"), place("page 2", "en")
    ('第9行', 'page 2')
    """
    kind, _, number = document_place.partition(" ")
    return document_place if lang == "en" else f"第{number}{'页' if kind == 'page' else '行'}"


def chinese(lang: str) -> str:
    """The attribute of an element that holds Chinese on a page in another language."""
    return "" if lang == "zh" else ' lang="zh-Hans"'
