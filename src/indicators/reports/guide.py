"""How to read the pages: what bounds, periods, verdicts and derived values mean."""

from __future__ import annotations

from html import escape

from indicators.reports.labels import LANGUAGES
from indicators.reports.markup import Shown
from indicators.reports.subject import Subject

# (term, what it means) in Chinese and in English; the examples are wordings, not data.
_TERMS = (
    (("原文写法与界限", "资料里印的样子，和这种写法允许的范围：“3.6万”是3.55万到3.65万，“40余亿”是40亿到50亿，"
      "“近2000”不超过2000，“210以上”没有上限。百分数和以万、亿计的数，按末位的一半取界限。"),
     ("As printed, and bounds", "What the source prints, and what that wording allows: 3.6万 is 35,500 to 36,500, "
      "40余亿 is 4 to 5 billion, 近2000 is 2,000 at most, 210以上 has no upper end. Percentages and figures in 万 or 亿 "
      "reach half a unit of their last digit either way.")),
    (("时期", "“未说明”是资料没有说；“承前文”是同一段前文说的，“承上段”是上一段说的。没有时期的数字不进入任何序列。"),
     ("Period", "“Not stated” is stated nowhere; “from before” means by an earlier sentence of the paragraph, or by the paragraph before. "
      "Figures without a period join no series.")),
    (("判断", "只看区间：两个区间分开才说更好、更差、更高、更低；重叠就不能断定。人口少的县，罕见事件（如孕产妇死亡）"
      "一年的比率波动很大，一年更好不等于水平更好。"),
     ("Verdicts", "They look at intervals: better, worse, higher or lower only where two lie apart; cannot tell where "
      "they overlap. In a county of few people, yearly rates of rare events (maternal deaths) swing widely: one better "
      "year is not a better level.")),
    (("推算", "由公布的水平和增长率算出来的，不是公布的数，永远标明。"),
     ("Derived", "Computed from a published level and its growth, not published itself, and always marked.")),
    (("编号", "方括号里的编号通向原句，原句的最后一格通向资料。"),
     ("Numbers in brackets", "They lead to the sentence behind a figure; the last cell of its row leads to the source.")),
)  # fmt: skip


def guide(subject: Subject) -> Shown:
    """What the words of a page mean, as a list of terms."""
    items = "".join(
        f"<li><strong>{escape(term)}</strong>{subject.pick('：', ': ')}{escape(words)}</li>"
        for term, words in (both[LANGUAGES.index(subject.lang)] for both in _TERMS)
    )
    return Shown(f"<ul>{items}</ul>")
