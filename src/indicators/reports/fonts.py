"""One font file for one page: the characters of its own text and no more."""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from typing import Any

from indicators.charts import font_path

# Substitutions, kerning and vertical lines, which no page uses; they take long to cut.
_UNUSED = {"GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx"}


def subset(text: str) -> str:
    """The characters of a text from Noto Sans SC, as woff2 in base64.

    The same text gives the same bytes.
    """
    from fontTools import subset as fonttools

    font = _font()
    for table in _UNUSED & set(font.keys()):
        del font[table]
    options = fonttools.Options(flavor="woff2", hinting=False, notdef_outline=True)
    cutter = fonttools.Subsetter(options)
    cutter.populate(text="".join(sorted(set(text))))
    cutter.subset(font)
    out = io.BytesIO()
    font.flavor = "woff2"
    font.save(out, reorderTables=None)
    return base64.b64encode(out.getvalue()).decode("ascii")


@lru_cache(maxsize=1)
def characters() -> frozenset[int]:
    """The code points that the font can show."""
    return frozenset(_font().getBestCmap())


def _font() -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(font_path(), recalcTimestamp=False, lazy=True)
