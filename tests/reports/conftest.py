"""What the tests of reports share: all pages made once, and a small project to make again."""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path

import pytest

from indicators.reports import report

ROOT = Path(__file__).parents[2]
NOTES = {
    "a": ("330213", "2024年奉化区床位3001张。\n2024年奉化区双向转诊3.6万人次，同比增长27.93%。"),
    "b": ("330922", "2024年嵊泗县床位420张。"),
}
CELLS = """import indicators as ind
from indicators.reports import county

profile = county.Profile(ind.load(processed), area, lang)
display(county.figures_table(profile))
county.sources_table(profile)"""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every page of the project, made in a copy of it elsewhere."""
    folder = tmp_path_factory.mktemp("另一处 copy")
    for name in ("notebooks", "data/processed"):
        shutil.copytree(ROOT / name, folder / name)
    with contextlib.chdir(folder):
        report()
    return folder / "reports"


def write_notes(folder: Path, **changed: str) -> None:
    """The notes of the small project, some with another text."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (area, text) in NOTES.items():
        head = f'---\ntitle: "年报"\npublished: "2025-03"\narea: "{area}"\n---\n\n'
        (folder / f"{name}.md").write_text(head + changed.get(name, text) + "\n", encoding="utf-8")


def write_notebook(place: Path, code: str = CELLS, scope: str = "county") -> None:
    """A notebook with its parameters and one cell."""
    first = 'area = "330213"\nlang = "zh"\nprocessed = "../data/processed"\nmost = 3'

    def cell(source: str, *tags: str) -> dict[str, object]:
        return {
            "cell_type": "code", "id": f"c{len(tags)}", "metadata": {"tags": list(tags)},
            "source": source, "execution_count": None, "outputs": [],
        }  # fmt: skip

    notebook = {
        "cells": [cell(first, "parameters"), cell(code)],
        "metadata": {"indicators": {"scope": scope}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture(scope="session")
def small_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two notes and one notebook, its Chinese pages made for both areas."""
    folder = tmp_path_factory.mktemp("small")
    write_notes(folder / "data/raw")
    write_notebook(folder / "notebooks/01-small.ipynb")
    with contextlib.chdir(folder):
        report(raw="data/raw", lang="zh", all_areas=True)
    return folder


@pytest.fixture
def small(small_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, times and all, as the current folder."""
    folder = tmp_path / "project"
    shutil.copytree(small_once, folder)
    monkeypatch.chdir(folder)
    return folder
