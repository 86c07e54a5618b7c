"""What the counts say, in computed sentences."""

from __future__ import annotations

from collections import Counter

from indicators.reports.quality.data import Quality
from indicators.reports.show import Link, Notes, Shown, Told, findings


def highlights(quality: Quality) -> Shown:
    """What a reader in a hurry should take away."""
    return findings([
        _read(quality), _open(quality), _exact(quality), _periods(quality), _coverage(quality),
        _doubts(quality), _checked(quality), _decided(quality),
    ])  # fmt: skip


def seen(quality: Quality, text: str, target: str) -> Told:
    """A sentence with the way to its table, and to the counts by source."""
    links = {f"#{target}": quality.pick("表", "table")}
    links.setdefault("#by-source-table", quality.pick("按资料", "by source"))
    return Told(text, Notes([Link(words, place) for place, words in links.items()]))


def _read(quality: Quality) -> Told:
    figures, ledger = len(quality.rows), len(quality.ledger)
    words = quality.pick(
        f"{len(quality.sources):,}份资料里的{figures + ledger:,}个数码，{figures:,}个成了数字，"
        f"{ledger:,}个没有，每个都有去处。",
        f"Of {figures + ledger:,} numerals in {len(quality.sources):,} sources, {figures:,} became "
        f"figures and {ledger:,} did not; each is accounted for.",
    )
    return seen(quality, words, "reasons-table")


def _open(quality: Quality) -> Told:
    """How many may hold a figure that was not read."""
    many, total = len(quality.open), len(quality.rows) + len(quality.open)
    share = f"{len(quality.rows) / total:.1%}" if total else ""
    words = quality.pick(
        f"可能含有数字而没有读成的有{many:,}个；可能的数字里读成了{share}。",
        f"{many:,} may hold a figure that was not read; of all that may, {share} were read.",
    )
    return seen(quality, words, "unread-table" if many else "reasons-table")


def _exact(quality: Quality) -> Told:
    counts = Counter(row["qualifier"] for row in quality.rows)
    loose = sum(n for name, n in counts.items() if name not in ("exact", "rounded"))
    words = quality.pick(
        f"{counts['exact']:,}个是确数，{counts['rounded']:,}个四舍五入，{loose}个带有余、近、以上等说法。",
        f"{counts['exact']:,} are exact, {counts['rounded']:,} rounded, {loose} qualified "
        "(余, 近, 以上 and the like).",
    )
    return seen(quality, words, "exactness-table")


def _periods(quality: Quality) -> Told:
    counts = Counter(row["period_basis"] for row in quality.rows)
    words = quality.pick(
        f"{counts['stated']:,}个数字的时期写在本句，{counts['unknown']:,}个没有写明，其余承自前文。",
        f"The sentence itself states the period of {counts['stated']:,} figures, nothing that of "
        f"{counts['unknown']:,}; the others have it from before.",
    )
    return seen(quality, words, "periods-table")


def _coverage(quality: Quality) -> Told:
    years, places = list(quality.by_year), [code for code in quality.by_place if code]
    span = "–".join(dict.fromkeys([str(years[0]), str(years[-1])])) if years else ""
    names = len({row["indicator"] for row in quality.rows})
    words = quality.pick(
        f"数字涉及{len(places)}个地区、{names}项指标，时期{span}。",
        f"The figures speak of {len(places)} areas and {names} indicators, in {span}.",
    )
    return seen(quality, words, "areas-table")


def _doubts(quality: Quality) -> Told:
    many = len(quality.conflicts)
    words = quality.pick(
        f"同一事实说了两次的有{quality.repeats + many:,}对：{quality.repeats:,}对相符，{many:,}对不符。",
        f"{quality.repeats + many:,} pairs tell one fact twice: {quality.repeats:,} agree, {many:,} do not.",
    )
    return seen(quality, words, "conflicts-table" if many else "by-source-table")


def _checked(quality: Quality) -> Told:
    """How many figures fit those they should follow from."""
    total, wrong = len(quality.checks), len(quality.contradicted)
    words = quality.pick(
        f"增长、部分、占比和比率与其他数字核对{total:,}次，{wrong:,}次不符。",
        f"{total:,} checks of growth, parts, shares and rates against other figures; "
        f"{wrong:,} do not fit.",
    )
    return seen(quality, words, "checks-table" if wrong else "by-source-table")


def _decided(quality: Quality) -> Told:
    rows = quality.corrected
    words = quality.pick(
        f"人工决定的数字有{len(rows)}个，各有理由。",
        f"Figures that rest on a decision by hand, each with its reason: {len(rows)}.",
    )
    if not rows:
        return seen(quality, words, "by-source-table")
    return quality.told(words, *(row["observation_id"] for row in rows))
