"""The command line; each command is one call."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from indicators import __version__

_SHOWN = 200  # messages; failures.csv has every document left out


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 when all went well, 1 when something was bad, 2 for wrong usage."""
    given = _parser().parse_args(argv)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a Latin-1 terminal can show no 奉化
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status = int(given.run(given))
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # The reader of our output went away; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("stopped; the last good files are untouched", file=sys.stderr)
        return 130
    except OSError as error:
        what = f"cannot be read or written ({error.strerror or error})"
        place = error.filename or "the output"
        print(
            f"{place}: {what}; check the path, its permissions and the space left", file=sys.stderr
        )
        return 1
    except Exception as error:
        code = _code_of(error)
        if code is None:
            raise
        print(error, file=sys.stderr)
        return code


def _code_of(error: Exception) -> int | None:
    """The exit code of an error that is told in one line, None for a fault of the program."""
    from indicators.documents import DocumentError
    from indicators.tables import TableFaults

    expected: tuple[type[Exception], ...] = (DocumentError, TableFaults)
    if "indicators.engine" in sys.modules:
        from indicators.engine import EngineError, OptionError

        if isinstance(error, OptionError):
            return 2
        expected = (*expected, EngineError)
    if "indicators.reports" in sys.modules:
        from indicators.reports import ReportError

        expected = (*expected, ReportError)
    return 1 if isinstance(error, expected) else None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="indicators", description=__doc__)
    parser.add_argument("--version", action="version", version=f"indicators {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("build", help="make the tables from the notes")
    command.add_argument("--raw", default="data/raw", help="folder of notes (%(default)s)")
    command.add_argument("--out", default="data/processed", help="folder of tables (%(default)s)")
    command.set_defaults(run=_build)

    command = commands.add_parser("extract", help="make tables from any documents")
    command.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="documents, folders, patterns, s3://..., JSON Lines or Parquet of documents",
    )
    command.add_argument("--out", required=True, help="folder for the tables")
    command.add_argument("--sources", help="CSV with source_id, title, published, area ...")
    command.add_argument(
        "--corrections", help="CSV of decisions (default: corrections.csv beside the documents)"
    )
    command.add_argument("--engine", choices=("serial", "processes", "dask"), help="where to run")
    command.add_argument("--scheduler", help="address of a Dask scheduler (tcp://host:8786)")
    command.add_argument("--workers", type=_positive, help="processes (default: one a core)")
    command.add_argument("--batch", type=_positive, help="documents a batch (200)")
    command.add_argument("--format", choices=("auto", "csv", "parquet"), help="form of the tables")
    command.add_argument("--timeout", type=_positive, help="seconds a document may take (180)")
    command.add_argument("--memory", type=_size, help="what a worker may take, such as 2GiB")
    command.set_defaults(run=_extract)

    command = commands.add_parser("check", help="validate the tables of a folder")
    command.add_argument("folder", nargs="?", default="data/processed")
    command.set_defaults(run=_check)

    command = commands.add_parser("review", help="show documents with every figure marked")
    command.add_argument("paths", nargs="+", metavar="PATH", help="documents or folders")
    command.add_argument("--out", required=True, help="the page to write, such as page.html")
    command.add_argument("--sources", help="CSV with source_id, title, published, area ...")
    command.add_argument(
        "--corrections", help="CSV of decisions (default: corrections.csv beside the documents)"
    )
    command.add_argument("--lang", choices=("zh", "en"), default="zh")
    command.set_defaults(run=_review)

    command = commands.add_parser("conflicts", help="list figures that contradict each other")
    command.add_argument("folder", nargs="?", default="data/processed")
    command.add_argument("--out", help="a CSV to write the pairs to")
    command.add_argument("--lang", choices=("zh", "en"), default="en")
    command.set_defaults(run=_conflicts)

    command = commands.add_parser("report", help="render the reports whose content changed")
    command.add_argument("name", nargs="?", help="one report, such as 01-county-profile")
    place = command.add_mutually_exclusive_group()
    place.add_argument("--area", help="GB/T 2260 code of the area, such as 330213")
    place.add_argument("--all-areas", action="store_true", help="every area with figures")
    command.add_argument("--lang", choices=("zh", "en"), help="one language only")
    command.add_argument(
        "-p", "--parameter", action="append", default=[], type=_pair, metavar="NAME=VALUE",
        help="a further parameter of the report",
    )  # fmt: skip
    command.add_argument("--raw", help="make the tables from these notes first, where they changed")
    command.add_argument("--processed", default="data/processed", help="folder of tables")
    command.add_argument("--out", default="reports", help="folder for the pages (%(default)s)")
    command.add_argument("--jobs", type=int, help="pages made at once (default: one per core)")
    command.set_defaults(run=_report)
    return parser


def _build(given: argparse.Namespace) -> int:
    from indicators.tables import build

    return _tell(build(given.raw, given.out), given.out)


def _extract(given: argparse.Namespace) -> int:
    from indicators.engine import extract_to

    names = (
        "sources", "corrections", "engine", "scheduler", "workers", "batch", "format", "timeout",
        "memory",
    )  # fmt: skip
    options = {name: getattr(given, name) for name in names}
    return _tell(extract_to(given.paths, given.out, **options), given.out)


def _positive(text: str) -> int:
    """A whole number above 0; argparse shows the ValueError as wrong usage."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _size(text: str) -> int:
    """Bytes, written 500MB, 2GiB or as a number."""
    units = {"": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "MIB": 2**20, "GIB": 2**30}
    digits = text.rstrip("ABGIKMabgikm")
    unit = text[len(digits) :].upper()
    size = float(digits) * units.get(unit, 0)
    if not 2**30 <= size < 2**62:
        raise argparse.ArgumentTypeError(f"'{text}' is no size of 1GiB or more")
    return int(size)


def _tell(report: object, out: str) -> int:
    from indicators.tables import BuildReport

    assert isinstance(report, BuildReport)
    lines = [*report.errors, *report.aside]
    for line in lines[:_SHOWN]:
        print(line, file=sys.stderr)
    if len(lines) > _SHOWN:
        print(f"... and {len(lines) - _SHOWN} more", file=sys.stderr)
    rows = ", ".join(f"{count} {name}" for name, count in report.rows.items())
    if rows:
        print(f"{out}: {rows}")
    if report.errors:
        print(f"{len(report.errors)} document(s) left out", file=sys.stderr)
    if not rows:
        print(f"{out}: nothing was written; no document could be used", file=sys.stderr)
    return 1 if report.errors or report.aside else 0


def _check(given: argparse.Namespace) -> int:
    from indicators.tables import check

    check(given.folder)
    print(f"{given.folder}: all tables are valid")
    return 0


def _review(given: argparse.Namespace) -> int:
    from indicators.reports import review

    errors = review(given.paths, given.out, given.sources, given.lang, given.corrections)
    for error in errors:
        print(error, file=sys.stderr)
    print(given.out)
    return 1 if errors else 0


def _conflicts(given: argparse.Namespace) -> int:
    from indicators.reports import disagreements

    found = disagreements(given.folder, given.lang, given.out)
    for line in found:
        print(line)
    print(f"{given.folder}: {len(found)} disagreement(s)", file=sys.stderr)
    return 0


def _report(given: argparse.Namespace) -> int:
    from indicators.reports import report

    pages = report(
        given.name, given.area, given.lang, given.processed, given.out, all_areas=given.all_areas,
        parameters=dict(given.parameter), raw=given.raw, jobs=given.jobs,
    )  # fmt: skip
    print(f"{pages[-1]}: {len(pages) - 1} page{'s' * (len(pages) > 2)} up to date")
    return 0


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"'{text}' is no NAME=VALUE, such as since=2015")
    return name, value


if __name__ == "__main__":
    sys.exit(main())
