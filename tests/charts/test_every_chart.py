"""What every chart keeps to: words in both languages, nothing cut or covered, the same bytes."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import warnings
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from matplotlib.figure import Figure

from indicators import charts

PATH = Path(__file__).with_name("samples.py")
_spec = importlib.util.spec_from_file_location("chart_samples", PATH)
samples = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(samples)

every = pytest.mark.parametrize(("kind", "name", "lang"), samples.CASES)
each = pytest.mark.parametrize("name", samples.SMALLEST)
IN_WORDS = {"zh": "。", "en": "."}


def boxes(figure):
    """Everything that is written on a figure, with its box in pixels."""
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    written = [*figure.texts]
    for axes in figure.axes:
        if axes.axison:
            low, high = sorted(axes.get_xlim())
            ticks = axes.get_xticklabels()
            written += [tick for tick in ticks if low <= tick.get_position()[0] <= high]
            written.append(axes.xaxis.label)
        written += axes.texts
    for legend in figure.legends:
        written += legend.get_texts()
    return [
        (text.get_text(), text.get_window_extent(renderer))
        for text in written
        if text.get_visible() and text.get_text().strip()
    ]


@every
def test_drawn_without_a_warning_and_says_its_finding(kind, name, lang):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = samples.draw(kind, name, lang)
    assert isinstance(figure, Figure)
    assert figure.finding
    assert figure._suptitle.get_text().replace("\n", "").replace(" ", "") == figure.finding.replace(
        " ", ""
    )
    assert figure.alt.startswith(figure.finding.rstrip("。."))
    assert figure.alt.endswith(IN_WORDS[lang])
    assert len(figure.alt) > len(figure.finding) + 1
    assert not figure.table.empty


@every
def test_nothing_written_is_cut(kind, name, lang):
    figure = samples.draw(kind, name, lang)
    for text, box in boxes(figure):
        assert -1 <= box.x0 <= box.x1 <= figure.bbox.width + 1, text
        assert -1 <= box.y0 <= box.y1 <= figure.bbox.height + 1, text


@every
def test_nothing_written_covers_another(kind, name, lang):
    for (one, a), (other, b) in combinations(boxes(samples.draw(kind, name, lang)), 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        tall = min(a.y1, b.y1) - max(a.y0, b.y0)
        # A line's box is taller than what is written in it.
        assert wide <= 1.5 or tall <= 2.5, (one, other, wide, tall)


@every
def test_as_wide_as_a_phone_and_never_smaller_than_eight_points(kind, name, lang):
    figure = samples.draw(kind, name, lang)
    assert figure.get_figwidth() == 5
    for axes in figure.axes:
        assert all(text.get_fontsize() >= 8 for text in axes.texts)


@every
def test_inline_svg_is_an_image_with_its_text(kind, name, lang):
    html = samples.draw(kind, name, lang)._repr_html_()
    root = ElementTree.fromstring(html)
    svg = root[0]
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == samples.draw(kind, name, lang).alt
    assert svg.findall(".//{http://www.w3.org/2000/svg}text")
    assert "http" not in html.replace("http://www.w3.org/", "")


def test_the_same_bytes_with_another_hash_seed_locale_and_time_zone():
    runs = []
    for seed, zone, language in (("0", "UTC", "C.UTF-8"), ("4242", "Asia/Shanghai", "C")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language}
        env["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        run = subprocess.run(
            [sys.executable, str(PATH)], capture_output=True, text=True, check=True, env=env
        )
        runs.append(run.stdout.splitlines())
    assert runs[0] == runs[1]
    assert len(runs[0]) == len(samples.CASES)


@each
def test_an_empty_table_is_refused_with_the_way_out(name):
    columns = ["label", "year", "value", "rank", "row", "column", "verdict", "size", "average",
               "period", "mean", "lower", "upper", "target", "reached", "needed", "kind",
               "provider", "recipient", "area_code", "place", "benchmark", "area_min", "area_max",
               *samples.LIMITS]  # fmt: skip
    with pytest.raises(ValueError, match=r"no row to draw\. Check the filter before it"):
        getattr(charts, name)(pd.DataFrame(columns=columns))


@each
def test_a_missing_column_is_named_with_those_there_are(name):
    with pytest.raises(
        ValueError, match=rf"{name} needs the columns .*The table has nothing_known"
    ):
        getattr(charts, name)(pd.DataFrame({"nothing_known": [1]}))


@each
def test_an_unknown_language_is_refused(name):
    with pytest.raises(ValueError, match="lang is 'fr'; use zh or en"):
        samples.SMALLEST[name]("fr")


@each
def test_charts_leave_nothing_in_pyplot(name):
    import matplotlib.pyplot as plt

    samples.SMALLEST[name]("zh")
    assert plt.get_fignums() == []
