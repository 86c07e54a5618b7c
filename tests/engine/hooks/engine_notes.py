"""Documents to run on, and what a run wrote."""

from pathlib import Path

NOTE = """---
title: {area}{year}年医疗卫生情况
publisher: {area}卫生健康局
published: "{published}"
area: {area}
---

{year}年末全区床位{beds}张，比上年增长{growth}%。双向转诊{referrals}万人次，其中下转{down}万人次。
"""
AREAS = ("浙江省宁波市奉化区", "浙江省宁波市海曙区", "北京市东城区", "云南省昆明市五华区")


def write_notes(folder: Path, count: int) -> Path:
    """Notes of a few places and years, each with figures of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        year = 2015 + n % 7
        text = NOTE.format(
            area=AREAS[n % len(AREAS)],
            year=year,
            published=f"{year + 1}-03",
            beds=1000 + n,
            growth=f"{1 + n / 100:.2f}",
            referrals=f"{3 + n / 10:.1f}",
            down=f"{1 + n / 10:.1f}",
        )
        (folder / f"note-{n:03}.md").write_text(text, encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """What a run wrote, by path; what it keeps for itself left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".parts" not in path.parts
    }
