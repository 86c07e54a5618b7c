"""The tables of the partnerships; every row leads to the sentences behind it."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.reports.labels import say
from indicators.reports.network.data import Network, Tie, ids, span
from indicators.reports.show import Quote, Shown, remark


def pairs_table(network: Network) -> Shown:
    """Who supports whom, since when, how."""
    heads = network.pick("支持方|受援方|地区|最早|方式", "Provider|Recipient|Area|Since|Kinds")
    cells = [
        (
            (
                Quote(provider), Quote(recipient), network.place(ties[0]["area_code"]),
                _since(network, ties), _kinds(network, ties),
            ),
            ids(ties),
        )
        for (provider, recipient), ties in network.pairs.items()
    ]  # fmt: skip
    return _table(network, heads, cells, "pairs-table", ("谁支持谁", "Who supports whom"))


def providers_table(network: Network) -> Shown:
    """The providers, by how many they support."""
    heads = network.pick(
        "支持方|受援机构|合作项数|最早|最近|方式", "Provider|Recipients|Ties|First|Last|Kinds"
    )
    cells = [
        (
            (
                Quote(name), len({tie["recipient"] for tie in ties}), len(ties), *span(ties),
                _kinds(network, ties),
            ),
            ids(ties),
        )
        for name, ties in network.providers.items()
    ]  # fmt: skip
    return _table(network, heads, cells, "providers-table", ("支持方", "Providers"))


def areas_table(network: Network) -> Shown:
    """The areas of the recipients."""
    heads = network.pick(
        "地区|受援机构|支持方|合作项数|最早", "Area|Recipients|Providers|Ties|First"
    )
    cells = [
        (
            (
                network.place(code) or say("unknown", network.lang),
                len({tie["recipient"] for tie in ties}), len({tie["provider"] for tie in ties}),
                len(ties), _since(network, ties),
            ),
            ids(ties),
        )
        for code, ties in network.places.items()
    ]  # fmt: skip
    return _table(
        network, heads, cells, "areas-table", ("受援方所在地区", "Areas of the recipients")
    )


def kinds_table(network: Network) -> Shown:
    """The kinds of ties."""
    heads = network.pick(
        "方式|合作项数|支持方|受援方|最早|最近", "Kind|Ties|Providers|Recipients|First|Last"
    )
    cells = [
        (
            (
                say(kind, network.lang), len(ties), len({tie["provider"] for tie in ties}),
                len({tie["recipient"] for tie in ties}), *span(ties),
            ),
            ids(ties),
        )
        for kind, ties in network.kinds.items()
    ]  # fmt: skip
    return _table(network, heads, cells, "kinds-table", ("合作方式", "Kinds of ties"))


def _table(
    network: Network, heads: str, cells: Sequence[tuple[tuple[object, ...], list[str]]], name: str,
    caption: tuple[str, str],
) -> Shown:  # fmt: skip
    if not cells:
        return remark(network.pick("资料中没有合作关系。", "The sources name no partnership."))
    return network.table(heads, cells, name, network.pick(*caption))


def _since(network: Network, ties: list[Tie]) -> str:
    return span(ties)[0] or say("unknown", network.lang)


def _kinds(network: Network, ties: list[Tie]) -> str:
    kinds = dict.fromkeys(say(tie["kind"], network.lang) for tie in ties)
    return network.pick("、", ", ").join(kinds)
