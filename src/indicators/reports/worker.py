"""A process that makes pages, one after another: a line of JSON in, a line of JSON out.

Started by `crew`; it ends when its input does. A page is written beside its place and then put
there, so that whoever stops it finds the last good page.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from indicators.reports.errors import ReportError
from indicators.reports.writing import write_page


def main() -> None:
    """Answer every job until the input ends."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what else is printed does not mix with the answers
    try:
        for line in sys.stdin:
            print(json.dumps(_answer(json.loads(line))), file=answers, flush=True)
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(1)


def _answer(job: dict[str, Any]) -> dict[str, str]:
    """What became of a job: nothing to say, or why there is no page."""
    try:
        make(job)
    except ReportError as error:
        return {"error": str(error)}
    except OSError as error:
        return {"error": f"{error.filename or job['page']}: {error.strerror or error}"}
    except Exception as error:
        traceback.print_exc()
        return {"error": f"{type(error).__name__}: {error}"}
    return {}


def make(job: dict[str, Any]) -> None:
    """Run a notebook and write its page.

    Parameters
    ----------
    job : notebook and page (paths), parameters, lang, subject (for the title)

    Raises
    ------
    ReportError
        A cell fails, or the page cannot be shown.
    """
    from indicators.reports.execute import run
    from indicators.reports.page import render

    notebook = Path(job["notebook"])
    done = run(notebook, job["parameters"], notebook.parent)
    write_page(Path(job["page"]), render(done, job["lang"], job["subject"]))


if __name__ == "__main__":
    main()
