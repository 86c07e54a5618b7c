"""Words of the reports in both languages."""

from __future__ import annotations

from indicators.codebook import areas, indicators

LANGUAGES = ("zh", "en")
_LABELS: dict[str, tuple[str, str]] = {
    "level": ("水平", "level"),
    "share": ("占比", "share"),
    "change_pct": ("增长率", "growth"),
    "change_pp": ("变化(百分点)", "change (points)"),
    "change_abs": ("变化量", "change"),
    "rank": ("排名", "rank"),
    "target": ("目标", "target"),
    "actual": ("实际", "actual"),
    "exact": ("确数", "exact"),
    "rounded": ("四舍五入", "rounded"),
    "more_than": ("余/超", "more than"),
    "at_least": ("以上", "at least"),
    "nearly": ("近", "nearly"),
    "up_to": ("以内", "up to"),
    "approx": ("约", "about"),
    "range": ("区间", "range"),
    "stated": ("文中写明", "stated"),
    "inherited": ("承前文", "from before"),
    "published": ("以发布日为准", "as of publication"),
    "carried": ("承上段", "from the paragraph before"),
    "unknown": ("未说明", "not stated"),
    "better": ("更好", "better"),
    "worse": ("更差", "worse"),
    "similar": ("相当", "similar"),
    "unsure": ("不能断定", "cannot tell"),
    "higher": ("更高", "higher"),
    "lower": ("更低", "lower"),
    "agreement": ("协议", "agreement"),
    "partnership": ("合作", "partnership"),
    "branch": ("分院", "branch"),
    "trusteeship": ("托管", "trusteeship"),
    "assistance": ("对口支援", "assistance"),
    "workstation": ("工作站", "workstation"),
    "planned": ("计划", "planned"),
    "tiered_care": ("分级诊疗", "Tiered care"),
    "information_sharing": ("信息共享", "Information sharing"),
    "partnership_domain": ("协作与托管", "Partnership"),
    "expert_deployment": ("专家下沉", "Expert deployment"),
    "remote_and_home_care": ("远程与居家服务", "Remote and home care"),
    "primary_and_public_health": ("基层与公共卫生", "Primary and public health"),
    "resources": ("资源", "Resources"),
    "workforce": ("人员", "Workforce"),
    "service_volume": ("服务量", "Service volume"),
    "quality": ("质量", "Quality"),
    "finance": ("费用与保障", "Finance"),
    "disciplines_and_research": ("学科与科研", "Disciplines and research"),
    "health_outcomes": ("健康结果", "Health outcomes"),
    "administration": ("管理", "Administration"),
    "context": ("背景", "Context"),
    "no_indicator": ("指标库中没有", "no indicator"),
    "no_unit": ("没有单位", "no unit"),
    "date": ("日期", "date"),
    "ordinal": ("序数", "ordinal"),
    "name": ("名称", "part of a name"),
    "list_marker": ("序号", "list number"),
    "age_band": ("年龄段", "age band"),
    "duration": ("时长", "length of time"),
    "corrected": ("人工更正", "corrected by hand"),
    "not_understood": ("未能读懂", "not understood"),
    "全市": ("全市", "the city"),
    "全省": ("全省", "the province"),
    "全国": ("全国", "the nation"),
    "全区": ("全区", "the district"),
    "全县": ("全县", "the county"),
    "partnership_date": ("合作日期", "date of a partnership"),
}
_UNITS = {
    "人次": "person-times", "人": "persons", "名": "persons", "位": "persons", "家": "institutions",
    "个": "", "所": "institutions", "项": "items", "次": "times", "张": "beds", "台": "operations",
    "例": "cases", "种": "kinds", "盒": "boxes", "批": "batches", "场": "sessions", "元": "yuan",
    "年": "years", "岁": "years", "天": "days", "日": "days", "百分点": "points", "个月": "months",
    "公里": "km", "1/10万": "per 100,000", "张/千人": "per 1,000", "人/千人": "per 1,000", "分": "points",
}  # fmt: skip


def say(key: str, lang: str) -> str:
    """A label in a language; words without one stay as they are.

    >>> say("rank", "zh"), say("rank", "en")
    ('排名', 'rank')
    """
    pair = _LABELS.get(key)
    return pair[LANGUAGES.index(lang)] if pair else key


def domain(key: str, lang: str) -> str:
    """A group of indicators (partnership is also a kind of tie)."""
    return say("partnership_domain" if key == "partnership" else key, lang)


def indicator_name(key: str, lang: str) -> str:
    """The name of an indicator."""
    found = indicators()[key]
    return found.name_zh if lang == "zh" else found.name_en


def unit_name(unit: object, lang: str) -> str:
    """A printed unit; in English a translation of the classifier.

    >>> unit_name("人次", "en"), unit_name("%", "en")
    ('person-times', '%')
    """
    text = unit if isinstance(unit, str) else ""
    return text if lang == "zh" else _UNITS.get(text, text)


def area_name(code: str, lang: str) -> str:
    """宁波市奉化区, or in English with its code; pinyin is not in the place table."""
    area = areas()[code]
    parent = areas().get(area.parent)
    full = (parent.name if parent and area.level == "county" else "") + area.name
    return full if lang == "zh" else f"{full} ({code})"
