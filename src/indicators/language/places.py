"""Place names in running Chinese text, resolved to GB/T 2260 codes."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from indicators.codebook.places import ancestors, areas, codes_by_name, resolve
from indicators.language.mentions import Mention

# Short names that are ordinary words, surnames or other names first.
_WORDS = frozenset(
    "全国 和平 大同 东方 海港 新华 平安 城关 中心 南方 朝阳 长安 平原 中山 安康 来宾 百色 太平 安宁 永安 兴安 青山 西山 高明 大足 清河 桥东 "
    "桥西 河西 河东 西湖 东湖 长治 宝山 黄山 泰山 铁西 铁东 江北 江南 城区 城中 城东 城西 城北 城南 新城 新兴 建设 建华 永定 永和 永康 永年 "
    "永胜 平定 平度 平和 平南 平远 大方 大理 大英 大通 文明 文昌 文化 向阳 红旗 红星 胜利 光明 光山 光泽 前进 振兴 友好 卫东 卫滨 解放 "
    "中原 中华 中方 中宁 中江 上街 下城 上城 上林 上海 高新 开福 开发 开平 开阳 共和 共青 民和 民乐 民权 民丰 宁静 安定 安吉 安顺 安平 "
    "安乐 安居 安化 安全 吉安 吉祥 会同 会理 会东 会宁 会泽 东安 东至 东明 东平 西平 西和 西华 南通 南和 南部 南宁 北方 北京 北流 "
    "阳光 阳新 阳春 阳高 临床 临时 通道 通海 通化 通许 宜居 双方 双流 双桥 双阳 青年 清水 清新 清流 石头 金山 金平 金口河 金堂 银海 "
    "明光 明山 明水 昌平 昌图 昌吉 天长 天山 天宁 天心 天等 天全 万全 万年 万安 万荣 千山 三原 三江 三门 三台 五河 五一 七里河 八步 九原 "
    "信丰 信州 信宜 沟通 交口 交城 公安 公主岭 保定 保康 保靖 保亭 正安 正定 正宁 正阳 成安 成武 成县 任丘 延长 延平 志丹 康平 康乐 康保 "
    "健康 寿光 寿宁 龙江 龙山 龙门 龙井 龙泉 龙里 龙海 凤凰 凤台 凤阳 华容 华安 华阳 华龙 华山 同仁 同心 同德 同江 团风 团结 集中 集美 集安 "
    "丰都 丰满 丰台 丰宁 丰顺 丰泽 丰南 丰润 科学 道县 道里 道外 路南 路北 路桥 山海关 山阳 山丹 山亭 海城 海安 海伦 海南 海西 海东 "
    "海北 海宁 桂林 梅县 雨花 雨山 雨城 花都 花溪 花山 云龙 云和 云安 云城 云霄 云县 云阳 云岩 白云 白水 白河 白山 白城 白银 黄石 黄河 "
    "河口 河间 河池 河源 河津 河南 河北 湖口 湖里 江口 江安 江阴 江门 江川 江宁 江都 江城 江永 江华 江津 江岸 江汉 江夏 江达 江孜 长乐 "
    "长春 长白 长寿 长岭 长海 长征 长丰 长宁 长兴 长清 长葛 长垣 长武 长顺 长汀 长泰 长洲 长岛 长子 武平 武功 武安 武进 武清 武强 "
    "怀安 怀来 怀仁 怀远 怀集 定安 定边 定西 定结 定日 定南 定海 定陶 定远 定兴 定州 协和 华西 瑞金 仁和 仁寿 仁化 仁怀 广安 广德 广丰 广元 "
    "广平 广水 广南 广宁 广饶 广宗 嘉禾 嘉荫 嘉善 嘉鱼 嘉定 嘉祥 嘉陵 嘉黎 隆安 隆德 隆化 隆尧 隆昌 隆回 隆阳 隆子 富民 富平 富源 富裕 富强".split()
) - {
    "上海",
    "北京",
    "河南",
    "河北",
    "海南",
    "南宁",
    "南通",
    "长春",
    "桂林",
    "保定",
    "昌吉",
    "广元",
    "广安",
    "河源",
    "河池",
}
_AFTER_SHORT = (
    "分院",
    "院区",
    "人民",
    "当地",
    "老百姓",
    "群众",
    "县委",
    "县政府",
    "全县",
    "百姓",
    "县",
    "市",
    "区",
    "籍",
)
_HOSPITAL_NAMES = ("医院", "大学", "医学院", "路", "街")


@lru_cache(maxsize=1)
def _index() -> dict[str, list[str]]:
    """Names by their first two characters, longest first."""
    index: dict[str, list[str]] = defaultdict(list)
    for name in codes_by_name():
        if len(name) >= 2:
            index[name[:2]].append(name)
    for names in index.values():
        names.sort(key=lambda n: (-len(n), n))
    return dict(index)


def find_places(text: str, near: str = "", year: int | None = None) -> list[Mention]:
    """The divisions that a text names, in order.

    Parameters
    ----------
    text : running Chinese text
    near : code of the area the text is about; prefers its neighbours among equal names
    year : the year the text is from

    Returns
    -------
    list of Mention of kind "place"; `value` is the code, "" when several places bear the name.
    A chain (贵州省紫云县) is one mention with the code of its last part.

    >>> [(m.text, m.value) for m in find_places("与衢州市柯城区人民政府签订协议", near="330100")]
    [('衢州市柯城区', '330802')]
    """
    index = _index()
    found: list[Mention] = []
    place, last = 0, len(text) - 1
    while place < last:
        names = index.get(text[place : place + 2])
        mention = _match(text, place, names, found, near, year) if names else None
        if mention is None:
            place += 1
            continue
        if found and mention.start < found[-1].end:
            found.pop()
        found.append(mention)
        place = mention.end
    return found


def _match(
    text: str, place: int, names: list[str], found: list[Mention], near: str, year: int | None
) -> Mention | None:
    outer = found[-1] if found and found[-1].end == place else None
    for name in names:
        if not text.startswith(name, place):
            continue
        end = place + len(name)
        codes = codes_by_name()[name]
        short = all(areas()[code].short_name == name != areas()[code].name for code in codes)
        inner = _inside(codes, outer)
        if short and not inner and not _is_meant(text, place, end, name, codes, near):
            continue
        start = outer.start if inner and outer else place
        left = resolve(inner or codes, year, near)
        value = left[0] if len(left) == 1 else ""
        return Mention(start, end, "place", text[start:end], value)
    return None


def _inside(codes: tuple[str, ...], outer: Mention | None) -> tuple[str, ...]:
    """The codes that lie in the place named right before."""
    if outer is None or not outer.value:
        return ()
    return tuple(code for code in codes if outer.value in ancestors(code))


def _is_meant(
    text: str, start: int, end: int, name: str, codes: tuple[str, ...], near: str
) -> bool:
    """Whether a short name (常山, 金华) is meant as the place."""
    levels = {areas()[code].level for code in codes}
    if name in _WORDS and not text.startswith(_AFTER_SHORT, end):
        return False
    if text.startswith(_HOSPITAL_NAMES[:1], end) and "county" in levels:
        return False
    if levels & {"province", "prefecture"}:
        return True
    if near and any(code[:4] == near[:4] for code in codes):
        return True
    return text.startswith(_AFTER_SHORT, end) and (
        not near or any(code[:2] == near[:2] for code in codes)
    )
