"""The words of ties, for patterns over skeletons, where one character stands for a party."""

from __future__ import annotations

import re

ORGANISATION, PLACE = "\ue000", "\ue001"
PARTY = f"[{ORGANISATION}{PLACE}]"
WORD = f"[^,;:{ORGANISATION}{PLACE}]"  # a character of a clause's words
ACROSS = f"[^;{ORGANISATION}{PLACE}]"  # the same, over commas
LIST = f"{PARTY}(?:[^,;、和与及{ORGANISATION}{PLACE}]{{0,8}}(?:[、和及]|以及){PARTY})*"
WITH = "(?:与|同|跟|携手|联合|联手|牵手|结缘)"
OPENED = "(?:揭牌|挂牌|授牌|加挂|成立|设立|启用|落户|落成|开业|建成|落地)"
PLAIN_AID = ("帮扶", "支援", "援助")  # said of much else: needs its party beside it
PARTED = ",;:"

_BOUND = "建立|建成|结成|结为|缔结|确立|达成|组建|组成|构建|共建|成立|形成"
_BOND = (
    "关系|对子|(?:合作|协作)(?:关系|医院|单位|机制)?|医联体|联合体|医共体|共同体|联盟|集团|医院|单位|院区|分院|分中心|中心|"
    "专科|科室|学科|基地"
)
_OWN_ROLES = "[一二三等上]|[^医]{0,6}(?:协作|合作|技术|指导|教学|附属|实习|联体|联盟|成员|帮扶)"
_KINDS = {
    "trusteeship": "全托管|托管(?!运营管理办法)|委托[^,;:]{0,3}管理",
    "assistance": (
        f"对口(?:支援|帮扶|协作|援助|支持|援建)|组团式{WORD}{{0,8}}(?:帮扶|支援)"
        "|结对(?:帮扶|支援|帮带)|东西部协作帮扶|帮扶|支援|援助"
    ),
    "agreement": "签[订署约下定]",
    "partnership": (
        f"(?:{_BOUND})了?{WORD}{{0,14}}?(?:{_BOND})"
        "|开展[^,;:与和]{0,6}(?:合作|协作|共建)|结成对子|结对子?|结亲|合作办医|合作共建"
    ),
    "workstation": "(?:院士|专家|名医|名中医|博士|大师|名师|教授)(?:工作站|工作室)",
    "joined": (
        "成为|晋级为?|晋升为|升格为|获批|授予|获评|入选|列为|确定为|确立为|认定为|挂牌|加挂|授牌|加入|纳入|划入|融入|是"
    ),
    "branch": (
        f"分院|院区|(?<={ORGANISATION})(?!{_OWN_ROLES})[^,;:、的院{ORGANISATION}{PLACE}]{{2,6}}医院"
    ),
}
TIE = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items()))
# What a party is to another: 技术指导医院, 专科联盟成员单位.
ROLE = re.compile(
    f"[^,;:、{ORGANISATION}{PLACE}]{{0,8}}?"
    "(?:协作|合作|指导|教学|附属医院|医联体|联合体|联盟|医共体|共同体|成员|集团|(?:实习|实践|培训)基地)(?:医院|单位)?"
)
BRANCH = re.compile(f"{ORGANISATION}{PLACE}?[^,;:、的{ORGANISATION}{PLACE}]{{0,6}}?(?:分院|院区)")
# 签约居民, 目标责任书: signed, but no tie of two parties.
NO_TIE = re.compile(
    "责任书|责任状|承诺书|合同|目标|居民|群众|村民|患者|率|服务|团队|病人|对象|贫困"
)
AGREED = re.compile(f"{WORD}{{0,5}}(?:协议|框架|意向|备忘录|签约|启动|推进会|座谈)")
UNREAL = re.compile("不再|没有|尚未|未能|终止|解除|取消|退出|希望|如果|是否|能否|盼|期待|呼吁|建议")
