"""What the partnerships say, in computed sentences."""

from __future__ import annotations

from collections import Counter

from indicators.reports.labels import say
from indicators.reports.network.data import Network, ids, span
from indicators.reports.show import Shown, Told, findings, remark


def highlights(network: Network) -> Shown:
    """What a reader in a hurry should take away."""
    if not network.ties:
        return remark(
            network.pick(
                "资料中没有写明双方的合作。", "The sources name no partnership with both parties."
            )
        )
    return findings(
        [_known(network), _kinds(network), *_years(network), _busiest(network), *_twice(network)]
    )


def _known(network: Network) -> Told:
    ties, places = network.ties, [code for code in network.places if code]
    words = network.pick(
        "{}家机构之间有{}项合作关系，受援方在{}个地区，来自{}份资料。",
        "{} institutions are tied by {} partnerships; the recipients lie in {} areas; {} source(s).",
    )
    sources = {tie["source_id"] for tie in ties}
    told = words.format(len(network.institutions), len(ties), len(places), len(sources))
    return network.see(told, "partnerships-table")


def _kinds(network: Network) -> Told:
    listed = network.pick("、", ", ").join(
        network.pick(f"{say(kind, 'zh')}{len(ties)}项", f"{say(kind, 'en')} {len(ties)}")
        for kind, ties in network.kinds.items()
    )
    return network.see(network.pick(f"方式：{listed}。", f"By kind: {listed}."), "kinds-table")


def _years(network: Network) -> list[Told]:
    """From when to when the dated ones reach, and the year with most of them."""
    if not network.dated:
        return []
    first, last = network.dated[0], network.dated[-1]
    years = Counter(tie["date"][:4] for tie in network.dated)
    most = min(years, key=lambda year: (-years[year], year))
    undated = len(network.ties) - len(network.dated)
    words = network.pick(
        f"写明日期的有{len(network.dated)}项，从{first['date']}到{last['date']}，{most}年最多"
        f"（{years[most]}项）；{undated}项没有写明日期。",
        f"{len(network.dated)} are dated, from {first['date']} to {last['date']}, most of them in "
        f"{most} ({years[most]}); {undated} have no stated date.",
    )
    return [network.told(words, first["partnership_id"], last["partnership_id"])]


def _busiest(network: Network) -> Told:
    name, ties = next(iter(network.providers.items()))
    recipients = len({tie["recipient"] for tie in ties})
    since = span(ties)[0]
    after = network.pick(f"，最早见于{since}", f", the first dated {since}") if since else ""
    words = network.pick(
        f"支持机构最多的是{name}（{recipients}家{after}）。",
        f"{name} supports most institutions ({recipients}{after}).",
    )
    return network.told(words, *ids(ties))


def _twice(network: Network) -> list[Told]:
    """Who receives from one side and gives to another."""
    givers = set(network.providers)
    both = sorted({tie["recipient"] for tie in network.ties} & givers)
    if not both:
        return []
    listed = network.pick("、", ", ").join(both)
    rests = [tie for tie in network.ties if tie["provider"] in both or tie["recipient"] in both]
    words = network.pick(
        f"既受支持又支持别人的有{len(both)}家：{listed}。",
        f"Supported and supporting others at once: {len(both)} ({listed}).",
    )
    return [
        network.told(words, *ids(rests)) if len(rests) <= 12 else network.see(words, "pairs-table")
    ]
