"""The command line: exit codes, messages, files."""

from __future__ import annotations

import csv
import subprocess
import sys

import pytest

from indicators.cli import main

NOTE = '---\ntitle: 年报\npublished: "2024-03"\narea: 浙江省宁波市奉化区\n---\n\n2023年末全区床位3001张。\n'


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_extract_writes_four_tables(tmp_path, capsys):
    (tmp_path / "a.md").write_text(NOTE, encoding="utf-8")
    assert main(["extract", str(tmp_path / "a.md"), "--out", str(tmp_path / "out")]) == 0
    names = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert names == ["observations.csv", "partnerships.csv", "sources.csv", "unclaimed.csv"]
    row = rows(tmp_path / "out/observations.csv")[0]
    assert (row["indicator"], row["value"], row["period_end"]) == (
        "hospital_beds",
        "3001",
        "2023-12-31",
    )


def test_a_bad_document_is_reported_and_the_others_written(tmp_path, capsys):
    (tmp_path / "a.md").write_text(NOTE, encoding="utf-8")
    (tmp_path / "b.md").write_bytes(b"\x00\x01\x02" * 500)
    (tmp_path / "c.md").write_text(NOTE.replace("奉化区", "花果山区"), encoding="utf-8")
    assert main(["extract", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    lines = capsys.readouterr().err.strip().split("\n")
    assert [line.split(": ")[0].rsplit("/")[-1] for line in lines[:2]] == ["b.md", "c.md"]
    assert lines[2] == "2 document(s) left out"
    assert [r["source_id"] for r in rows(tmp_path / "out/sources.csv")] == ["a"]


def test_a_missing_sources_table_is_one_line(tmp_path, capsys):
    (tmp_path / "a.md").write_text(NOTE, encoding="utf-8")
    given = ["extract", str(tmp_path), "--out", str(tmp_path / "out"), "--sources", "no.csv"]
    assert main(given) == 1
    assert (
        capsys.readouterr().err.strip()
        == "no.csv: cannot be read (No such file or directory); check the path"
    )


def test_check_names_what_is_wrong(tmp_path, capsys):
    assert main(["check", str(tmp_path)]) == 1
    assert "observations.csv" in capsys.readouterr().err


def test_wrong_usage_exits_with_two():
    with pytest.raises(SystemExit) as caught:
        main(["extract"])
    assert caught.value.code == 2


def test_the_package_is_light_to_import():
    heavy = (
        "import sys, indicators; print(sorted({'pandas','polars','matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_tables_do_not_depend_on_the_environment(tmp_path):
    (tmp_path / "a.md").write_text(NOTE, encoding="utf-8")
    seen = set()
    for number, environment in enumerate(
        [
            {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"},
            {"TZ": "America/Lima", "LANG": "C", "PYTHONHASHSEED": "77"},
        ]
    ):
        out = tmp_path / str(number)
        command = [
            sys.executable,
            "-m",
            "indicators.cli",
            "extract",
            str(tmp_path / "a.md"),
            "--out",
            str(out),
        ]
        subprocess.run(command, check=True, env=environment, capture_output=True)
        seen.add(tuple((p.name, p.read_bytes()) for p in sorted(out.iterdir())))
    assert len(seen) == 1
