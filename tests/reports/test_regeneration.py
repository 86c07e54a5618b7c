"""Making pages again: only what changed, whatever stops it, and the same bytes everywhere."""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.reports.conftest import ROOT, write_notebook, write_notes

from indicators.cli import main
from indicators.reports import ReportError, report
from indicators.reports.editions import editions

COMMAND = [sys.executable, "-m", "indicators.cli", "report", "--raw", "data/raw"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def times(folder="reports"):
    return {page.name: page.stat().st_mtime_ns for page in Path(folder).glob("*.html")}


def made_again(before):
    return {name for name, when in times().items() if before.get(name) != when}


ALL = {"raw": "data/raw", "lang": "zh", "all_areas": True}


def test_a_run_without_a_change_makes_nothing_and_takes_less_than_a_second(small):
    before, begun = times(), time.process_time()
    pages = report(**ALL)
    assert time.process_time() - begun < 1
    assert [page.name for page in pages] == [
        "01-small-330213.zh.html",
        "01-small-330922.zh.html",
        "index.html",
    ]
    assert made_again(before) == set()


def test_a_source_written_anew_with_the_same_content_makes_nothing_again(small):
    before = times()
    write_notes(small / "data/raw")
    report(**ALL)
    assert made_again(before) == set()


def test_a_changed_source_makes_only_its_own_pages_again(small):
    before = times()
    write_notes(small / "data/raw", b="2024年嵊泗县床位421张。")
    report(**ALL)
    assert made_again(before) == {"01-small-330922.zh.html", "index.html"}
    assert "421" in Path("reports/01-small-330922.zh.html").read_text(encoding="utf-8")


def test_a_page_changed_by_another_hand_is_made_again(small):
    page = Path("reports/01-small-330213.zh.html")
    good = page.read_bytes()
    page.write_bytes(good + b"x")
    report(area="330213", lang="zh")
    assert page.read_bytes() == good


def test_a_changed_notebook_makes_its_pages_again(small):
    before = times()
    write_notebook(small / "notebooks/01-small.ipynb", "assert most == 3")
    report(area="330922", lang="zh")
    assert made_again(before) - {"index.html"} == {"01-small-330922.zh.html"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"parameters": {"year": "2024"}}, "01-small.ipynb has no parameter year; it has most, --area, --lang"),
        ({"parameters": {"lang": "fr"}}, "has no parameter lang"),
        ({"parameters": {"most": "many"}}, "01-small.ipynb: most is 'many'; give a int such as 3"),
        ({"name": "02-big"}, "there is no report '02-big'; there are 01-small"),
        ({"area": "330225"}, r"nothing is known of area '330225' \(象山县\); areas with figures: 330213"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused_with_what_is(small, given, words):
    before = times()
    with pytest.raises(ReportError, match=words):
        report(raw="data/raw", **given)
    assert times() == before


def test_a_parameter_reaches_the_notebook_and_the_name_of_the_page(small):
    write_notebook(small / "notebooks/01-small.ipynb", "assert most == 7")
    pages = report(raw="data/raw", lang="zh", parameters={"most": "7"})
    assert pages[0].name == "01-small-330213-most-7.zh.html"


def test_a_failing_cell_is_named_and_the_other_pages_are_made(small):
    write_notebook(small / "notebooks/02-broken.ipynb", "x = 1\nx / 0")
    before = times()
    done = subprocess.run(COMMAND, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "02-broken.ipynb, at 'x / 0': ZeroDivisionError: division by zero" in done.stderr
    assert "Traceback" not in done.stderr
    assert made_again(before) == {"01-small-330213.en.html"}
    assert re.search(r"^\[\d/4\] 01-small-330213\.en\.html  \d+\.\d s$", done.stderr, re.M)


def test_a_kernel_that_dies_is_told(small):
    write_notebook(small / "notebooks/01-small.ipynb", "import os; os._exit(3)")
    with pytest.raises(ReportError, match=r"01-small.ipynb: the kernel died"):
        report(raw="data/raw", lang="zh")


@pytest.mark.parametrize("whom", ["the program", "its group"])
def test_stopping_leaves_the_last_good_edition_and_no_process(small, whom):
    page = Path("reports/01-small-330213.zh.html")
    good, place = page.read_bytes(), small / "kernel.pid"
    code = f"import os, time; open({str(place)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    write_notebook(small / "notebooks/01-small.ipynb", code)
    running = subprocess.Popen(
        COMMAND, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    wait_for(lambda: place.exists() and place.read_text())
    if whom == "its group":
        os.killpg(running.pid, signal.SIGINT)
    else:
        running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 130
    assert said.strip().endswith("stopped; the last good files are untouched")
    assert page.read_bytes() == good
    wait_for(lambda: not alive(int(place.read_text())))
    assert list(Path("reports").glob(".*.tmp")) == []


def alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]


def wait_for(condition, seconds=30):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


def test_every_notebook_says_what_it_reads():
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        source = "\n".join("".join(cell["source"]) for cell in notebook["cells"])
        subjects = re.findall(r"= (\w+)\.(\w+)\(ind\.load", source)
        scopes = {
            getattr(importlib.import_module(f"indicators.reports.{home}"), name).scope
            for home, name in subjects
        }
        said = notebook["metadata"].get("indicators", {}).get("scope", "everything")
        assert said == "everything" or scopes == {said}, path.name


@pytest.mark.slow
def test_two_builds_in_two_places_are_the_same_bytes(built, tmp_path):
    """Another folder, time zone, locale and hash seed; the Chinese editions, for the time it takes."""
    for name in ("notebooks", "data/processed"):
        shutil.copytree(ROOT / name, tmp_path / "b" / name)
    odd = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "4242"}
    command = [sys.executable, "-m", "indicators.cli", "report", "--lang", "zh"]
    subprocess.run(command, env=ENVIRONMENT | odd, cwd=tmp_path / "b", check=True)
    there = {page.name: page.read_bytes() for page in (tmp_path / "b/reports").glob("0*.html")}
    assert set(there) == {edition.page for edition in editions(lang="zh")}
    assert [name for name in there if (built / name).read_bytes() != there[name]] == []


def test_papermill_runs_the_notebooks_too(tmp_path):
    papermill = pytest.importorskip("papermill", reason="papermill is not installed")
    given = {"area": "330213", "lang": "en", "processed": str(ROOT / "data/processed")}
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        known = papermill.inspect_notebook(path)
        own = {name: value for name, value in given.items() if name in known}
        papermill.execute_notebook(path, tmp_path / path.name, own, progress_bar=False)


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        (["-p", "year"], 2, "'year' is no NAME=VALUE, such as since=2015"),
        (["--area", "330213", "--all-areas"], 2, "not allowed with argument"),
        (["-p", "year=2015"], 1, "01-small.ipynb has no parameter year; it has most, --area"),
    ],
)
def test_wrong_usage_is_told_with_the_way_out(small, capsys, given, code, words):
    try:
        found = main(["report", *given])
    except SystemExit as stopped:
        found = stopped.code
    assert found == code
    assert words in capsys.readouterr().err
