"""Sources that disagree are listed, both figures kept."""

from __future__ import annotations

import csv

from indicators.cli import main

HEADER = "---\ntitle: {title}\npublished: 2024-03\narea: '330213'\n---\n\n"


def tables(tmp_path, **texts):
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    for name, text in texts.items():
        (raw / f"{name}.md").write_text(HEADER.format(title=name) + text, encoding="utf-8")
    assert main(["extract", str(raw), "--out", str(out)]) == 0
    return out


def test_two_sources_that_disagree_are_one_line_with_both(tmp_path, capsys):
    out = tables(
        tmp_path,
        a="2023年末全区床位3001张。全年门诊12.3万人次。2023年末全区床位3001张。",
        b="2023年末全区床位3121张。2023年门诊123123人次。",
    )
    capsys.readouterr()
    assert main(["conflicts", str(out), "--out", str(tmp_path / "pairs.csv")]) == 0
    told = capsys.readouterr()
    lines = told.out.splitlines()
    assert len(lines) == 1
    assert "奉化区 330213, 2023-12-31: 3,001 beds (a#10-15) | 3,121 beds (b#10-15)" in lines[0]
    assert "1 disagreement(s)" in told.err
    with open(tmp_path / "pairs.csv", encoding="utf-8", newline="") as file:
        assert [(r["first_id"], r["second_id"]) for r in csv.DictReader(file)] == [("a#10-15", "b#10-15")]


def test_both_figures_stay_in_the_tables(tmp_path):
    out = tables(tmp_path, a="2023年末全区床位3001张。", b="2023年末全区床位3121张。")
    with open(out / "observations.csv", encoding="utf-8", newline="") as file:
        assert [float(r["value"]) for r in csv.DictReader(file)] == [3001, 3121]


def test_tables_without_a_contradiction_say_so(tmp_path, capsys):
    out = tables(tmp_path, a="2023年末全区床位3001张。", b="2022年末全区床位2990张。")
    capsys.readouterr()
    assert main(["conflicts", str(out), "--lang", "zh"]) == 0
    told = capsys.readouterr()
    assert (told.out, "0 disagreement(s)" in told.err) == ("", True)
