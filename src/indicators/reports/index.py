"""The page that lists the editions of a folder."""

from __future__ import annotations

import re
from html import escape, unescape
from importlib.resources import files
from pathlib import Path

_TITLE = re.compile(r"<title>(.*?)</title>", re.S)


def index_page(out: Path) -> str:
    """Every edition in a folder by its own title, both languages side by side."""
    reports: dict[str, list[str]] = {}
    for page in sorted(out.glob("[0-9][0-9]-*.html")):
        stem, lang = page.name.removesuffix(".html").rsplit(".", 1)
        reports.setdefault(stem, []).append(_edition(page, lang))
    items = "\n".join(f"<li>{' · '.join(links)}</li>" for _, links in sorted(reports.items()))
    style = files("indicators.reports").joinpath("template", "page.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>County health indicators</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        '<main>\n<h1>County health indicators <span lang="zh-Hans">县域卫生指标</span></h1>\n'
        f'<ul class="editions">\n{items}\n</ul>\n</main>\n</body>\n</html>\n'
    )


def _edition(page: Path, lang: str) -> str:
    found = _TITLE.search(page.read_text(encoding="utf-8")[:2000])
    title = unescape(found[1]) if found else page.stem
    tag = "zh-Hans" if lang == "zh" else lang
    return f'<a href="{escape(page.name)}" lang="{tag}" hreflang="{tag}">{escape(title)}</a>'
