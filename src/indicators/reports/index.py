"""The page that lists the editions of a folder, the dates of their data, the checks they passed."""

from __future__ import annotations

import json
import re
from functools import partial
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any

from indicators.reports.page import FONT, policy, with_font
from indicators.reports.writing import write_page

_TITLE = re.compile(r"<title>(.*?)</title>", re.S)
_HEAD = 4000  # characters of a page that hold its title
_NAMES = {"zh": "中文", "en": "English"}


def index_task(processed: Path, out: Path) -> Any:
    """The index, made again when a page or the tables changed."""
    from indicators.reports.tasks import task

    return task(
        f"index of {processed}",
        partial(_write, processed, out),
        inputs=sorted(processed.glob("*.csv")),
        outputs=[out / "index.html"],
        rests_on={"listing": lambda: json.dumps(listing(out))},
    )


def _write(processed: Path, out: Path) -> None:
    from indicators.tables import load

    write_page(out / "index.html", index_page(listing(out), facts(load(processed))))


def listing(out: Path) -> list[tuple[str, str, str, int]]:
    """Every page of a folder: its name without language, language, title, size in bytes."""
    found = []
    for page in sorted(out.glob("[0-9][0-9]-*.*.html")):
        stem, lang = page.name.removesuffix(".html").rsplit(".", 1)
        with page.open(encoding="utf-8") as file:
            title = _TITLE.search(file.read(_HEAD))
        found.append((stem, lang, unescape(title[1]) if title else stem, page.stat().st_size))
    return found


def facts(tables: Any) -> dict[str, str]:
    """What the tables hold: counts, and the days of the first and last publication."""
    days = sorted(tables.sources["published"].dropna())
    periods = sorted(tables.observations["period_end"].dropna())
    return {
        "figures": f"{len(tables.observations):,}",
        "ties": f"{len(tables.partnerships):,}",
        "sources": f"{len(tables.sources):,}",
        "areas": f"{tables.observations['area_code'].nunique():,}",
        "published": _span(days),
        "periods": _span(periods),
    }


def _span(days: list[str]) -> str:
    return " – ".join(dict.fromkeys(days[:1] + days[-1:]))


def index_page(pages: list[tuple[str, str, str, int]], known: dict[str, str]) -> str:
    """Every edition by its title in both languages, with the state of the data and the checks."""
    from nbconvert.exporters import TemplateExporter

    template = files("indicators.reports").joinpath("template")
    reports: dict[str, list[dict[str, str]]] = {}
    for stem, lang, title, size in pages:
        edition = {
            "name": f"{stem}.{lang}.html", "lang": "zh-Hans" if lang == "zh" else lang,
            "title": title, "tongue": _NAMES.get(lang, lang), "size": f"{size / 1000:.0f} kB",
        }  # fmt: skip
        reports.setdefault(stem, []).append(edition)
    text = template.joinpath("index.html.j2").read_text(encoding="utf-8")
    style = template.joinpath("page.css").read_text(encoding="utf-8")
    page = TemplateExporter().environment.from_string(text)  # type: ignore[no-untyped-call]
    made = page.render(
        reports=reports, known=known, style=style, policy=policy(""), count=len(pages), font=FONT
    )
    return with_font(made + "\n")
