"""How fast texts are read, as ratios to named yardsticks in the same run.

    .venv/bin/python benchmarks/reading.py [FILE ...]

Without files, the notes in data/raw are read. Machines are noisy: compare the ratios, not the
seconds. recognizers-text-suite and jionlp are measured too where they are installed.

Stated bounds: find_mentions reads 100 KB of anything in 0.1 s and full extraction in 1.0 s, of
text with a figure every few characters; twice the text costs at most 2.6 times as much; one call
on a megabyte costs at most 1.2 times its parts. What is beyond a bound is marked.
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
FASTEST, DENSEST, DOUBLED, AT_ONCE = 0.1, 1.0, 2.6, 1.2
HOSTILE = {
    "digits": "9" * 100_000,
    "1,1,1": "1," * 50_000,
    "一一一": "一" * 33_000,
    "(((": "(" * 100_000,
    "万万万": "万" * 33_000,
    "200 dates": "2024年1月1日" * 200,
    "第一第一": "第一" * 16_000,
    "1-1-1": "1-" * 50_000,
    "由到由到": "由1到2" * 9_000,
    "1.1.1": "1." * 50_000,
    "1/1/1": "1/" * 50_000,
    "十十十": "十" * 33_000,
    "两三两三": "两三" * 16_000,
    "dates joined": "2024年1月1日至" * 4_000,
    "年年年": "年" * 33_000,
    "周周周": "周" * 33_000,
    "上上上": "上" * 33_000,
    "1年前1年前": "1年前" * 14_000,
    "近三年近三年": "近三年" * 11_000,
    "1人1人": "1人" * 25_000,
    "负负负": "负" * 33_000,
    "百分之百分之": "百分之" * 11_000,
    "分之一分之一": "一分之" * 11_000,
    "几几几": "几" * 33_000,
    "大于1小于2": "大于1小于2" * 6_000,
    "1元1角": "1元1角" * 12_000,
    "spaces": "1 " * 50_000,
}
HOSTILE_DOCUMENTS = HOSTILE | {
    "no punctuation": "床位张医院门诊人次" * 3_700,
    "|1|1|1": "|1" * 50_000,
    "table of numbers": "|1|1|1|\n" * 12_000,
    "table of 5,000 rows": "地区|床位(张)\n" + "".join(f"某地{n}|{n}\n" for n in range(5_000)),
    "table of rates": "地区|使用率(%)\n" + "".join(f"某地|{n / 7:.2f}\n" for n in range(5_000)),
    "indentation": "".join(" " * n + "a\n" for n in range(440)),
    "blank lines": "\n" * 100_000,
    "cut lines": "床位\n5\n张\n" * 6_000,
    "quotes": "“床位”5张" * 6_000,
    "同比增长10%": "同比增长10%," * 5_000,
    "比上年增长10%": "比上年增长10%," * 3_000,
    "places": "奉化区宁波市常山县" * 3_700,
    "places and figures": "在宁波市床位5张," * 4_000,
    "hospitals": "县人民医院和浙江医院、" * 3_000,
    "hospitals and figures": "县人民医院92.6%," * 3_500,
    "ties": "县人民医院与浙江医院签约," * 3_000,
    "one fact in 6,000 values": "".join(f"床位{n}张。" for n in range(6_000)),
    "one fact, rounded": "".join(f"门诊{n / 7:.2f}万人次。" for n in range(4_000)),
    "分别为": "床位、医师分别为1张、2人," * 2_500,
    "力争": "力争床位100张" * 3_000,
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


def document_of(text: str) -> Document:
    """A document of a county, so that no step of the extraction is left out."""
    return Document("d", "工作总结", "", "2024-06-01", "", "330213", "", "", text)


def pieces(text: str, size: int) -> list[str]:
    """A text in pieces of whole lines, of about so many bytes of UTF-8."""
    cut: list[str] = []
    lines: list[str] = []
    length = 0
    for line in text.split("\n"):
        lines.append(line)
        length += len(line.encode()) + 1
        if length >= size:
            cut.append("\n".join(lines))
            lines, length = [], 0
    return [*cut, "\n".join(lines)] if lines else cut


def marked(value: float, bound: float) -> str:
    return f"{value:8.3f}" + (f"  OVER {bound}" if value > bound else "")


def main() -> None:
    text = sample(sys.argv[1:])
    rates(text)
    small_documents(text)
    hostile_texts()
    hostile_documents()


def rates(text: str) -> None:
    megabytes = len(text.encode()) / 1e6
    mended = mend(text).text
    scan = seconds(lambda: re.findall(r"[0-9]+(?:\.[0-9]+)?", mended))
    runs = {
        "bare digit scan (yardstick)": scan,
        "find_mentions": seconds(lambda: find_mentions(mended, "2024-06-01")),
        "find_mentions, line by line": seconds(
            lambda: [find_mentions(line, "2024-06-01") for line in mended.split("\n")]
        ),
        "full extraction": seconds(lambda: extract(document_of(text))),
    }
    for name, took in runs.items():
        print(f"{name:32} {megabytes / took:8.1f} MB/s {took / scan:8.1f} x the scan")
    for name, took in peers(mended[:20_000]).items():
        rate = len(mended[:20_000].encode()) / 1e6 / took
        print(f"{name:32} {rate:8.3f} MB/s {took / (scan * 20_000 / len(mended)):8.0f} x the scan")


def small_documents(text: str) -> None:
    """Millions of documents of a few KB are to be read: what one of them costs."""
    whole = seconds(lambda: extract(document_of(text)))
    for size in (1_000, 3_000, 10_000):
        documents = [document_of(piece) for piece in pieces(text, size)]
        took = seconds(lambda documents=documents: [extract(d) for d in documents])  # type: ignore[misc]
        print(
            f"documents of {size / 1000:2.0f} KB {len(documents) / took:17.0f} /s"
            f"    whole / parts {marked(whole / took, AT_ONCE)}"
        )
    empty = [document_of("无。")] * 1_000
    took = seconds(lambda: [extract(document) for document in empty])
    print(f"an empty document {1e3 * took:22.0f} µs")


def hostile_texts() -> None:
    for name, text in HOSTILE.items():
        took = seconds(lambda text=text: find_mentions(text, "2024"))  # type: ignore[misc]
        per = 1e5 * took / len(text.encode())
        print(f"mentions, {name:28} {marked(per, FASTEST)} s per 100 KB")


def hostile_documents() -> None:
    for name, text in HOSTILE_DOCUMENTS.items():
        half, full = document_of(text[: len(text) // 2]), document_of(text)
        once = seconds(lambda half=half: extract(half), 2)  # type: ignore[misc]
        twice = seconds(lambda full=full: extract(full), 2)  # type: ignore[misc]
        per = marked(1e5 * twice / len(text.encode()), DENSEST)
        growth = marked(twice / once, DOUBLED) if twice > 0.01 else "       -"
        print(f"extract, {name:28} {per} s per 100 KB, doubled {growth}")


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
