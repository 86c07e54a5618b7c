"""Which pages there are to make: a notebook, an area where it takes one, a language."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from indicators.reports.errors import ReportError
from indicators.reports.labels import LANGUAGES

NOTEBOOKS = Path("notebooks")
_OURS = ("area", "lang", "processed")  # what every edition sets for itself


@dataclass(frozen=True)
class Edition:
    """One page to make.

    >>> Edition(Path("notebooks/01-county-profile.ipynb"), "zh", "330213").page
    '01-county-profile-330213.zh.html'
    """

    notebook: Path
    lang: str
    area: str = ""  # empty where the notebook has no such parameter
    more: tuple[tuple[str, Any], ...] = ()

    @property
    def page(self) -> str:
        """The name of the file."""
        parts = [self.notebook.stem, *filter(None, [self.area])]
        parts += [f"{name}-{value}" for name, value in self.more]
        return f"{'-'.join(parts)}.{self.lang}.html"

    def parameters(self, processed: str) -> dict[str, Any]:
        """What the notebook is run with; `processed` as seen from its folder."""
        ours = {"lang": self.lang, "processed": processed} | (
            {"area": self.area} if self.area else {}
        )
        known = parameters_of(self.notebook)
        return {name: value for name, value in ours.items() if name in known} | dict(self.more)

    @property
    def scope(self) -> str:
        """What the notebook says it reads; everything when it says nothing."""
        return _notebook(self.notebook)[1]


def editions(
    name: str | None = None,
    areas: Sequence[str] = (),
    lang: str | None = None,
    given: Mapping[str, str] | None = None,
) -> list[Edition]:
    """The editions of one report or of all, for areas and languages.

    Parameters
    ----------
    name : a notebook's stem, all when None
    areas : GB/T 2260 codes; the notebook's own area when empty
    lang : zh or en, both when None
    given : further parameters as text, refused where a notebook does not declare them

    Raises
    ------
    ReportError
        An unknown report or parameter (the known ones are listed), a value of another kind.
    """
    found = []
    for path in notebooks(name):
        known = parameters_of(path)
        own = tuple((key, _value(path, key, text)) for key, text in (given or {}).items())
        if areas and name and "area" not in known:
            raise _unknown(path, "area")
        places: Iterable[str] = (areas or [known["area"]]) if "area" in known else [""]
        for place in places:
            found += [
                Edition(path, tongue, place, own) for tongue in ([lang] if lang else LANGUAGES)
            ]
    return found


def notebooks(name: str | None = None) -> list[Path]:
    """The project's reports, or the one with a name."""
    found = sorted(NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"))
    if not found:
        raise ReportError(
            f"there are no notebooks in '{NOTEBOOKS}'; run this in the project's folder"
        )
    chosen = [path for path in found if name in (None, path.stem)]
    if not chosen:
        raise ReportError(
            f"there is no report '{name}'; there are {', '.join(p.stem for p in found)}"
        )
    return chosen


def parameters_of(path: Path) -> dict[str, Any]:
    """The parameters a notebook declares, with their own values."""
    return _notebook(path)[0]


def _notebook(path: Path) -> tuple[dict[str, Any], str]:
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> tuple[dict[str, Any], str]:
    """A notebook's parameters and scope."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = [c for c in notebook["cells"] if "parameters" in c["metadata"].get("tags", [])]
        lines = ast.parse("".join(cells[0]["source"])).body if cells else []
        known = {
            line.targets[0].id: ast.literal_eval(line.value)
            for line in lines
            if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name)
        }
    except (ValueError, KeyError, SyntaxError) as error:
        raise ReportError(
            f"{path.name} is no notebook whose parameters can be read ({error}); "
            "open it in JupyterLab and save it again"
        ) from None
    if not cells:
        raise ReportError(
            f"{path.name} has no cell tagged 'parameters'; tag the one that sets them"
        )
    return known, notebook["metadata"].get("indicators", {}).get("scope", "everything")


def _value(path: Path, name: str, text: str) -> Any:
    """A parameter's value, of the kind of its own value in the notebook."""
    known = parameters_of(path)
    if name not in known or name in _OURS:
        raise _unknown(path, name)
    kind = type(known[name])
    try:
        return text if kind is str else kind(ast.literal_eval(text))
    except (ValueError, SyntaxError, TypeError):
        raise ReportError(
            f"{path.name}: {name} is '{text}'; give a {kind.__name__} such as {known[name]!r}"
        ) from None


def _unknown(path: Path, name: str) -> ReportError:
    known = parameters_of(path)
    ours = [f"--{key}" for key in _OURS if key in known]
    told = ", ".join([*(key for key in known if key not in _OURS), *ours])
    return ReportError(f"{path.name} has no parameter {name}; it has {told}")
