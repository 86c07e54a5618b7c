"""Evidence without the names of officials, staff and patients."""

from __future__ import annotations

import re
from functools import lru_cache

from indicators.codebook.places import codes_by_name

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴"
    "霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑"
    "楼裘竺励郦沃闻屠洪浦景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_OFFICES = (
    "书记|主任|院长|局长|县长|区长|市长|州长|旗长|省长|处长|厅长|部长|主席|会长|秘书长|所长|站长|科长|队长"
    "|组长|校长|主编"
)
_HOLDERS = "教授|博士|护士长|记者|通讯员|调研员|负责人|委员|领队|院士"
_TITLES = f"副?(?:{_OFFICES})|{_HOLDERS}"
_ADDRESSES = (
    "女士|先生|大爷|大妈|大叔|阿姨|奶奶|爷爷|婆婆|老汉|某某|教授|医生|院士|博士|护士长|主任医师"
)
_HONOURS = "院士|教授|博士|专家|名医|名中医"
_NAME = (
    rf"(?:(?:欧阳|上官|诸葛|司马|慕容|东方|司徒|皇甫)[一-鿿]{{1,2}}|[{_SURNAMES}][一-鿿]{{1,2}}?)"
)
_AFTER_TITLE = re.compile(
    rf"((?:{_TITLES}))({_NAME})(?=[,、;。:!?()\s]|表示|介绍|说|与|和|等|在|以及|出席|主持|代表|一行|带队|率|致|陪同|讲话|强调|指出|签署|签订|签约|为|作|就|向|对|的|分别|共同|$)"
)
_BEFORE_ADDRESS = re.compile(rf"[{_SURNAMES}](?=(?:{_ADDRESSES}))")
_BEFORE_TITLE = re.compile(rf"(?<=[立、与和由以“,:])(?:{_NAME}、)*{_NAME}(?={_HONOURS})")
# Without any of these words nobody is named: most sentences are done after one look.
_ADDRESSED = re.compile(f"{_OFFICES}|{_HOLDERS}|{_ADDRESSES}|{_HONOURS}")


def without_names(text: str, figure: str = "") -> str:
    """A sentence with the names behind titles and before forms of address left out.

    `figure` is what the sentence is evidence for; if it would be lost the text stays as it is.

    >>> without_names("院长王小明介绍,门诊5万人次"), without_names("周女士住院3天")
    ('院长某介绍,门诊5万人次', '某女士住院3天')
    """
    masked = _masked(text)
    return masked if figure in masked else text


@lru_cache(maxsize=64)  # the figures of a sentence share their evidence
def _masked(text: str) -> str:
    if not _ADDRESSED.search(text):
        return text
    masked = _AFTER_TITLE.sub(r"\1某", text)
    masked = _BEFORE_TITLE.sub("某", masked)
    return _BEFORE_ADDRESS.sub(_unless_a_place, masked)


def _unless_a_place(match: re.Match[str]) -> str:
    """金华医生 are doctors of Jinhua, none is called 华."""
    end = match.end()
    before = (match.string[max(0, end - size) : end] for size in (2, 3, 4))
    return match[0] if any(word in codes_by_name() for word in before) else "某"
