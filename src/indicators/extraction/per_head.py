"""Figures per head: 每千人口, 每万居民 before a noun or between it and its figure."""

from __future__ import annotations

import re

PER_HEAD = r"每[千万]名?(?:常住|户籍|服务)?(?:人口|居民|人)"
_PER_HEAD = re.compile(
    rf"{PER_HEAD}(?:中|平均)?(?:仅|只|才|约)?(?:拥有|配备|配有|有)?(?:的|社区|注册)?"
)


def per_head_of(text: str, head: int, end: int, figure: int) -> str:
    """每千人口 or 每万人口 when it stands right before a noun at `head`, or behind it.

    A wording that says it itself (每千人口床位) needs no more. "" when nothing does.

    >>> per_head_of("每千人口有护士2.1人", 5, 7, 7), per_head_of("全科医生每万人口仅2.9名", 0, 4, 10)
    ('每千人口', '每万人口')
    """
    for match in _PER_HEAD.finditer(text, max(0, head - 16), figure):
        before = match.end() == head
        if before or match.start() >= end:
            return f"每{match[0][1]}人口"
    return ""
