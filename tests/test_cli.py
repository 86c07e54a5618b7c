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
    tables = ["observations.csv", "partnerships.csv", "sources.csv", "unclaimed.csv"]
    assert names == ["failures.csv", *tables]
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


def test_an_output_folder_that_is_a_file_is_one_line(tmp_path, capsys):
    (tmp_path / "a.md").write_text(NOTE, encoding="utf-8")
    (tmp_path / "out").write_text("")
    assert main(["extract", str(tmp_path / "a.md"), "--out", str(tmp_path / "out")]) == 1
    error = capsys.readouterr().err.strip()
    assert error.startswith(f"{tmp_path / 'out'}: cannot be read or written (File exists); ")
    assert "\n" not in error


def test_a_folder_without_documents_writes_nothing(tmp_path, capsys):
    assert main(["build", "--raw", str(tmp_path / "raw"), "--out", str(tmp_path / "out")]) == 1
    assert "out: nothing was written" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_two_files_of_one_id_are_both_named(tmp_path, capsys):
    for name in ("a.md", "a.txt"):
        (tmp_path / name).write_text(NOTE, encoding="utf-8")
    assert main(["extract", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    line = capsys.readouterr().err.split("\n")[0]
    assert line.count("a.md") == line.count("a.txt") == 1
    assert len(rows(tmp_path / "out/sources.csv")) == 1


def test_a_figure_set_aside_is_told(tmp_path, capsys):
    text = NOTE.replace("床位3001张", "居民健康素养水平142.5%")
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert main(["extract", str(tmp_path / "a.md"), "--out", str(tmp_path / "out")]) == 1
    assert "a level of 142.5%; left in unclaimed.csv" in capsys.readouterr().err


def test_a_reader_that_goes_away_leaves_no_traceback(tmp_path):
    (tmp_path / "a.md").write_text(NOTE, encoding="utf-8")
    command = [sys.executable, "-m", "indicators.cli", "extract", str(tmp_path), "--out"]
    with subprocess.Popen(
        [*command, str(tmp_path / "out")], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 1


def test_the_version_is_the_package_s(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == "indicators 0.1.0\n"
