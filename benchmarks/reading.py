"""How fast texts are read, as ratios to named yardsticks in the same run.

    .venv/bin/python benchmarks/reading.py [FILE ...]

Without files, the notes in data/raw are read. Machines are noisy: compare the ratios, not the
seconds. recognizers-text-suite and jionlp are measured too where they are installed.
"""

from __future__ import annotations

import importlib.util
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from indicators.documents import Document, mend, read_all
from indicators.extraction import extract
from indicators.language import find_mentions

SIZE = 1_000_000
HOSTILE = {
    "digits": "9" * 100_000,
    "1,1,1": "1," * 50_000,
    "1.1.1": "1." * 50_000,
    "1-1-1": "1-" * 50_000,
    "1/1/1": "1/" * 50_000,
    "一一一": "一" * 33_000,
    "(((": "(" * 100_000,
    "万万万": "万" * 33_000,
    "十十十": "十" * 33_000,
    "两三两三": "两三" * 16_000,
    "200 dates": "2024年1月1日" * 200,
    "dates joined": "2024年1月1日至" * 4_000,
    "年年年": "年" * 33_000,
    "周周周": "周" * 33_000,
    "上上上": "上" * 33_000,
    "1年前1年前": "1年前" * 14_000,
    "近三年近三年": "近三年" * 11_000,
    "第一第一": "第一" * 16_000,
    "由到由到": "由1到2" * 9_000,
    "1人1人": "1人" * 25_000,
    "负负负": "负" * 33_000,
    "百分之百分之": "百分之" * 11_000,
    "分之一分之一": "一分之" * 11_000,
    "几几几": "几" * 33_000,
    "大于1小于2": "大于1小于2" * 6_000,
    "1元1角": "1元1角" * 12_000,
    "spaces": "1 " * 50_000,
}


def sample(paths: list[str]) -> str:
    """About one megabyte of distinct lines."""
    texts = [Path(p).read_text(encoding="utf-8") for p in paths]
    if not texts:
        raw = Path(__file__).resolve().parents[1] / "data" / "raw"
        texts = [document.body for document in read_all([raw])[0]]
    base, parts, size = "\n".join(texts), [], 0
    while size < SIZE:
        parts.append(f"{base}\n第{len(parts)}份材料。\n")
        size += len(parts[-1].encode())
    return "".join(parts)


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The best of a few runs of processor time."""
    best = float("inf")
    for _ in range(times):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def main() -> None:
    text = sample(sys.argv[1:])
    megabytes = len(text.encode()) / 1e6
    mended = mend(text).text
    document = Document("d", "t", "", "2024-06-01", "", "330213", "", "", text)
    scan = seconds(lambda: re.findall(r"[0-9]+(?:\.[0-9]+)?", mended))
    runs = {
        "bare digit scan (yardstick)": scan,
        "find_mentions": seconds(lambda: find_mentions(mended, "2024-06-01")),
        "find_mentions, line by line": seconds(
            lambda: [find_mentions(line, "2024-06-01") for line in mended.split("\n")]
        ),
        "full extraction": seconds(lambda: extract(document), 1),
    }
    for name, took in runs.items():
        print(f"{name:32} {megabytes / took:8.1f} MB/s {took / scan:8.1f} x the scan")
    for name, took in peers(mended[:20_000]).items():
        rate = len(mended[:20_000].encode()) / 1e6 / took
        print(f"{name:32} {rate:8.3f} MB/s {took / (scan * 20_000 / len(mended)):8.0f} x the scan")
    for name, hostile in HOSTILE.items():
        took = seconds(lambda hostile=hostile: find_mentions(hostile, "2024"))  # type: ignore[misc]
        print(f"hostile {name:24} {1e5 * took / len(hostile.encode()):8.3f} s per 100 KB")


def peers(text: str) -> dict[str, float]:
    """Seconds of other readers of Chinese figures on a text, where they are installed."""
    found: dict[str, float] = {}
    if importlib.util.find_spec("recognizers_suite"):
        import recognizers_suite as suite

        found["recognizers-text-suite"] = seconds(
            lambda: [suite.recognize_number(line, "zh-cn") for line in text.split("\n")], 1
        )
    if importlib.util.find_spec("jionlp"):
        import jionlp

        found["jionlp"] = seconds(
            lambda: [jionlp.ner.extract_money(line) for line in text.split("\n")], 1
        )
    return found


if __name__ == "__main__":
    main()
