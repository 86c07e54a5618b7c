"""Write generated documents and their truth.

    .venv/bin/python benchmarks/scale/generate.py FOLDER --count 100000 [--form files] [--seed 1]

FOLDER/docs gets JSON Lines of 10,000 documents each (.jsonl.zst), or with `--form files` one
Markdown file a document; FOLDER/truth a Parquet file for each 10,000. What is there already is
not made again.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard
from county_documents import documents

SHARD = 10_000


def generate(folder: Path, count: int, form: str = "lines", seed: int = 1) -> None:
    """`count` documents of a seed, shard by shard."""
    for kind in ("docs", "truth"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for first in range(0, count, SHARD):
        name = f"{first // SHARD:05}"
        if (folder / "truth" / f"{name}.parquet").exists():
            continue
        made = list(documents(first, min(first + SHARD, count), seed))
        records = [record for record, _ in made]
        if form == "files":
            _files(folder / "docs" / name, records)
        else:
            _lines(folder / "docs" / f"{name}.jsonl.zst", records)
        truth = pa.Table.from_pylist([row for _, rows in made for row in rows])
        pq.write_table(truth, folder / "truth" / f"{name}.parquet")


def _lines(path: Path, records: list[dict[str, str]]) -> None:
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_bytes(zstandard.compress(text.encode(), 3))


def _files(folder: Path, records: list[dict[str, str]]) -> None:
    folder.mkdir(exist_ok=True)
    for record in records:
        head = "".join(
            f'{name}: "{value}"\n'
            for name, value in record.items()
            if name not in ("source_id", "text")
        )
        path = folder / f"{record['source_id']}.md"
        path.write_text(f"---\n{head}---\n\n{record['text']}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--form", choices=("lines", "files"), default="lines")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    generate(given.folder, given.count, given.form, given.seed)


if __name__ == "__main__":
    main()
