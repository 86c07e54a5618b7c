"""The project's own promises: what is installed, what imports what, what needs no network."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib import resources
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "indicators"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
PINS = re.findall(r"^([\w.-]+)==([\w.!+-]+)", LOCK, flags=re.M)
LOCKED = {canonicalize_name(name): Version(version) for name, version in PINS}

EXTRAS = [w for wanted in PROJECT["project"]["optional-dependencies"].values() for w in wanted]
RUNTIME = [*PROJECT["project"]["dependencies"], *EXTRAS]
WANTED = [*RUNTIME, *PROJECT["dependency-groups"]["dev"], *PROJECT["build-system"]["requires"]]

# Each may import what stands before it.
LAYERS = (
    "codebook",
    "documents",
    "language",
    "extraction",
    "tables",
    "engine",
    "statistics",
    "trends",
    "charts",
    "reports",
    "cli",
)


def imported_modules(path: Path) -> set[str]:
    """Dotted names that the module imports absolutely, at any depth."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def layer_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def test_lock_has_no_download_address():
    assert re.findall(r"://|\s@\s|\bfile:|^\s*-(?!-hash=sha256:)", LOCK, flags=re.M) == []


def test_lock_pins_and_hashes_every_package():
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    assert len(entries) == len(PINS)
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("wanted", sorted(set(WANTED)))
def test_locked_version_is_one_the_project_accepts(wanted):
    requirement = Requirement(wanted)
    assert LOCKED[canonicalize_name(requirement.name)] in requirement.specifier


def test_each_dependency_says_what_it_is_for():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = re.findall(r'^    "[\w.\[\],-]+>=.*$', text, flags=re.M)
    assert len(lines) == len(RUNTIME) + len(PROJECT["dependency-groups"]["dev"])
    assert [line for line in lines if not re.search(r"# \w{3}", line)] == []


def test_source_imports_only_declared_packages():
    declared = {canonicalize_name(Requirement(wanted).name) for wanted in [*RUNTIME, *EXTRAS]}
    # What these two hand out under names of their own distributions.
    declared |= {"nbformat", "traitlets"}
    carriers = packages_distributions()
    undeclared = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in SOURCE.rglob("*.py")
        for name in {name.split(".")[0] for name in imported_modules(path)}
        if name != "indicators" and name not in sys.stdlib_module_names
        if not declared & {canonicalize_name(carrier) for carrier in carriers.get(name, ())}
    }
    assert undeclared == set()


def test_imports_run_one_way():
    upward = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in SOURCE.rglob("*.py")
        if layer_of(path) in LAYERS
        for name in imported_modules(path)
        if name.startswith("indicators.") and name.split(".")[1] in LAYERS
        if LAYERS.index(name.split(".")[1]) > LAYERS.index(layer_of(path))
    }
    assert upward == set()


def test_package_is_marked_as_typed():
    assert resources.files("indicators").joinpath("py.typed").is_file()


def test_import_leaves_charts_and_notebooks_alone():
    # zhplot changes matplotlib's settings when it is imported; the others are slow.
    unwanted = ("zhplot", "matplotlib.pyplot", "jupyterlab", "nbconvert", "seaborn")
    code = f"import indicators, sys; print([m for m in {unwanted} if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert run.stdout.strip() == "[]"
