"""What a count means by the part its things play: aid from elsewhere, members of a consortium."""

from __future__ import annotations

import re

_TEAM = re.compile(
    r"医疗队|队员|援(?:疆|藏|青|黔|滇|桂|川|蒙)|对口(?:支援|帮扶)"
    r"|(?:选派|派驻|派出|派来|派遣|下派|常驻|驻点|带来|帮扶)[^,。;]{0,14}(?:专家|医生|医师|医务人员|骨干)"
    r"|(?:专家|医生|医师)[^,。;\d]{0,8}(?:驻点|常驻|坐诊|帮扶|下沉|义诊)"
)
_AID = re.compile(
    r"医疗队|援(?:疆|藏|青|黔|滇|桂|川|蒙)|对口(?:支援|帮扶)|组团式|东西部协作|京蒙|闽宁|(?:市|省)[^,。;]{0,10}(?:选派|派出|派驻|派来)"
)
# The hospital's own figures follow again: 县人民医院门诊量...
_OWN = re.compile(
    r"[;]|全院|(?:县|市|区|旗|乡|镇|街道|本|我)[^,。;]{0,6}(?:医院|卫生院|卫生服务中心)(?:的)?(?:全年|门诊|出院|住院|手术|总)"
)
_THEY = re.compile(r"(?:他们|她们|队员们|专家们)[^;]*$")
TEAMS = frozenset(("experts_dispatched", "expert_team_batches", "experts_seconded_down"))
_GIVEN = {
    "surgeries": "expert_surgeries",
    "total_visits": "expert_outpatient_visits",
    "outpatient_visits": "expert_outpatient_visits",
    "outpatient_emergency_visits": "expert_outpatient_visits",
}
_GOES = re.compile(
    r"[^,。;\d]{0,8}?(?:(上挂|上派|跟班)|(?:下派|轮流驻扎|轮流驻点|下沉(?:到|至)|下村|驻村|下乡[巡坐帮]))"
)
_SENT = re.compile(r"(?:派出?|派来|派驻|选派|派遣|下派|带来|抽调)[^,。;]{0,12}$")
_LEARNS = re.compile(r"[^,。;]{0,20}?(?:进修|跟班|学习|跟岗|深造)")
_STUDY = re.compile(r"[^,。;]{0,20}?(?:进修|跟班|深造)")
_CARERS = re.compile(r"专家|医生|医师|骨干")
_COUNTED_CARERS = re.compile(
    r"[一-鿿]{0,6}?(?:专家|医生|医师|大夫|医务人员|医护人员|骨干|队员|志愿者|护士)"
)
_DONE_BY_CARERS = frozenset(
    "free_clinic_beneficiaries expert_outpatient_visits expert_surgeries surgeries total_visits "
    "outpatient_visits outpatient_emergency_visits home_medical_visits remote_consultations".split()
)
_ARRIVE = re.compile(
    _COUNTED_CARERS.pattern + r"们?(?:先后|陆续|已|也|再次)*"
    r"(?:走进|进驻|入驻|抵达|来[我本县到院了]|到(?:我|本|县里|县城))"
)
_FREE_CLINIC = re.compile(_COUNTED_CARERS.pattern + r"[^,。;\d]{0,14}义诊(?!人次|服务)")
_STAFF = frozenset(
    "physicians licensed_physicians nurses health_workers health_technicians".split()
)
_ALSO_HIRED = frozenset(("village_doctors", "general_practitioners", "pharmacists", "physicians"))
_TAKES_ON = re.compile(r"招聘|招收|招录|招考|招引|引进|录用|聘用|选聘|拟聘|补充|新进")
# From the county's hospitals down to its townships.
_FROM_COUNTY = re.compile(
    r"(?:县级?|区级?|旗级?|市级|城区|总|牵头|县人民|县中)医院|总院|县级医疗机构|(?:医疗)?集团"
)
_TO_TOWNSHIPS = re.compile(r"卫生院|乡镇|基层|分院|社区|[驻下进到]村|下乡|村卫生|成员单位")
_SENDS = re.compile(r"(?:抽调|选派|下派|派出|安排|组织|派驻)(?:了|出|各科室)?$")

_UNION = re.compile(r"医共体|医联体|共同体|联合体|医疗集团|健康集团|专科联盟|总医院")
_LEADS = re.compile(r"[^,。;、\d]{0,12}(?:牵头|为龙头|为核心|为总院)")
_LED = re.compile(r"牵头(?:单位|医院)?|龙头|总院")
_JOINS = re.compile(
    r"(?:联合|整合|吸纳|涵盖|纳入|成员|携手|带动|下辖|下设|为分院)[^,。;、\d]{0,8}$"
)
_SUPPORTS = re.compile(
    r"[^,。;、\d]{0,6}(?:三甲|三级)[^,。;、\d]{0,8}(?:分别)?(?:对口|帮扶|支援|托管)"
)
_SUPPORTED = re.compile(r"(?:帮扶|对口支援|对口帮扶|对口|支援|托管|受援)(?:我?[省市县]?的?)$")
_WITH = re.compile(r"(?:与|和|及|、)$")
_FORMS = re.compile(
    r"[^。;]{0,30}(?:组成|组建|构成|成立|建成|结成)[^,。;]{0,12}(?:医共体|医联体|共同体|联合体|集团|联盟)"
)
_INSTITUTIONS = frozenset(
    "health_institutions hospitals public_hospitals district_level_hospitals general_hospitals "
    "tcm_hospitals tertiary_hospitals secondary_hospitals tertiary_a_hospitals village_clinics "
    "primary_care_institutions township_health_centres community_health_centres "
    "medical_alliances partner_tertiary_hospitals".split()
)


def names_carers(text: str) -> bool:
    """Whether a text speaks of those who may come from elsewhere (12名专家来我县坐诊)."""
    return _CARERS.search(text) is not None


def by_carers(indicator: str, text: str, end: int, stop: int) -> bool:
    """Whether what ends at `stop` is done by the persons that end at `end` counts.

    >>> by_carers("free_clinic_beneficiaries", "5名专家到村里义诊", 2, 9)
    True
    """
    carers = _COUNTED_CARERS.match(text, end)
    return carers is not None and carers.end() < stop and indicator in _DONE_BY_CARERS


def team_before(text: str, start: int) -> bool:
    """Whether the words before a place speak of a team from elsewhere."""
    return _AID.search(text, 0, start) is not None


def of_aid(indicator: str, text: str, start: int, end: int, team: bool = False) -> str:
    """The indicator when a team from elsewhere did it: surgeries -> expert_surgeries.

    `team` says that the sentence before counted one, so that 他们 are its members.

    >>> of_aid("surgeries", "先后选派医疗队23批,开展手术3400台", 15, 20)
    'expert_surgeries'
    """
    if indicator in _STAFF and (goes := _GOES.match(text, end)):
        return "primary_doctors_seconded_up" if goes[1] else "experts_seconded_down"
    sent = _SENT.search(text[max(0, start - 24) : start]) or arrive(text, end)
    if indicator in _STAFF and sent:
        indicator = "experts_dispatched"
    learns = indicator in ("experts_dispatched", "primary_doctors_seconded_up")
    if learns and text.startswith("人次", end - 2) and _LEARNS.match(text, end):
        return "further_training_staff"
    if indicator == "experts_dispatched" and _STUDY.match(text, end):
        return "further_training_staff"
    if indicator == "experts_dispatched":
        return "experts_seconded_down" if _goes_down(text, start) else indicator
    if indicator not in _GIVEN:
        return indicator
    if team and _THEY.search(text, 0, start):
        return _GIVEN[indicator]
    teams = list(_TEAM.finditer(text, 0, start))
    if not teams or _OWN.search(text, teams[-1].end(), start):
        return indicator
    return _GIVEN[indicator]


def in_pairing(indicator: str, text: str, start: int, end: int) -> str:
    """The indicator when hospitals support hospitals: 54家三甲医院帮扶78家县级医院.

    >>> in_pairing("public_hospitals", "54家三甲公立医院帮扶78家县级公立医院", 0, 3)
    'partner_tertiary_hospitals'
    """
    if indicator not in _INSTITUTIONS:
        return indicator
    if _SUPPORTED.search(text[max(0, start - 10) : start]) and "医院" in text[end : end + 12]:
        return "partner_recipient_institutions"
    return "partner_tertiary_hospitals" if _SUPPORTS.match(text, end) else indicator


def recruited(indicator: str, text: str, start: int, end: int) -> str:
    """The indicator of persons who are taken on: 公开招聘卫生专业技术人员168名.

    >>> recruited("health_technicians", "公开招聘卫生专业技术人员168名", 12, 16)
    'medical_talent_recruited'
    """
    if indicator not in _STAFF and indicator not in _ALSO_HIRED:
        return indicator
    clause = max(text.rfind(mark, 0, start) for mark in ",;。:、") + 1
    taken_on = _TAKES_ON.search(text, clause, start)
    return "medical_talent_recruited" if taken_on else indicator


def arrive(text: str, end: int) -> bool:
    """6位专家走进医院, 12名医师来我县: whether the persons that end at `end` come from elsewhere."""
    return _ARRIVE.match(text, end) is not None


def free_clinic(text: str, end: int) -> bool:
    """5名专家到村里义诊: whether the persons that end at `end` treat at a free clinic."""
    return _FREE_CLINIC.match(text, end) is not None


def sent_down(text: str, start: int, end: int) -> bool:
    """县级医院抽调24名业务骨干下村坐诊: whether the persons counted go to the townships."""
    sent = _SENDS.search(text, max(0, start - 8), start) and _COUNTED_CARERS.match(text, end)
    return bool(sent) and _goes_down(text, start)


def _goes_down(text: str, start: int) -> bool:
    """从县级医院选派23名医生到乡镇卫生院: within the county, not from elsewhere."""
    county = _FROM_COUNTY.search(text, max(0, start - 30), start)
    return county is not None and bool(_TO_TOWNSHIPS.search(text, county.end(), start + 40))


def in_consortium(indicator: str, text: str, start: int, end: int) -> str:
    """The indicator when institutions lead a consortium or join it.

    >>> in_consortium("district_level_hospitals", "由2家县级医院牵头,组建医共体", 1, 3)
    'consortium_lead_units'
    """
    if indicator not in _INSTITUTIONS or not _UNION.search(text):
        return indicator
    if _LEADS.match(text, end):
        return "consortium_lead_units"
    near = text[max(0, start - 12) : start]
    joins = _JOINS.search(near) or (_WITH.search(near) and _FORMS.match(text, end))
    led = _LED.search(text, 0, start) or _UNION.search(text, end)
    return "consortium_member_institutions" if joins and led else indicator
