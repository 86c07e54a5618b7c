# make report   the tables and reports, from data/raw
# make test     the tests
# make lab      JupyterLab on the notebooks
# make check    lint, format, types
# make lock     the versions to install, again, from pyproject.toml
# make clean    away with the environment and the caches
#
# Each of them first makes .venv, from requirements.txt and nothing else.
# Another Python: make report PYTHON=/path/to/python3.12

PYTHON ?= python3
UV_VERSION := 0.13.9

# All paths are relative: make cannot handle a blank in a target, and the
# repository may lie in a folder that has one.
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The user's pip configuration is honoured (mirror, proxy, certificates), but for where to install.
export PIP_USER := 0
unexport PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX

# The stamps are named after what they stand for: where the repository lies (an
# environment cannot be moved), and the content of the files, whatever their dates.
LOCK_KEY := $(shell { pwd -P; cat requirements.txt; } | cksum | tr ' ' -)
PACKAGE_KEY := $(shell cat pyproject.toml | cksum | tr ' ' -)
INSTALLED := .venv/installed-$(LOCK_KEY)
READY := .venv/ready-$(LOCK_KEY)-$(PACKAGE_KEY)

# An environment whose Python has been uninstalled is no environment.
ifneq ($(shell .venv/bin/python -c 'print(1)' 2>/dev/null),1)
.PHONY: $(INSTALLED)
endif

.PHONY: help env report test lab check lock clean

help:
	@sed -n '/^#/!q;s/^# \{0,1\}//p' Makefile

env: $(READY)

report: env
	.venv/bin/indicators report --raw data/raw

test: env
	.venv/bin/python -m pytest

lab: env
	.venv/bin/jupyter lab --notebook-dir=notebooks

check: env
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

$(INSTALLED):
	@"$(PYTHON)" -c 'import sys' || { \
	  echo "No Python at '$(PYTHON)'. Install Python 3.11 or later, or name one: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 1; } >&2
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or later is needed, '$(PYTHON)' is $$("$(PYTHON)" -V 2>&1). Name another: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; } >&2
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "'$(PYTHON)' cannot make environments. On Debian and Ubuntu: apt-get install python3-venv; or name another: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 1; } >&2
	@echo "Making .venv (once; one to three minutes)"
	@"$(PYTHON)" -m venv --clear .venv
	@.venv/bin/python -m pip install -qq --require-hashes --only-binary :all: -r requirements.txt || { \
	  echo "The packages of requirements.txt could not be installed: see above. Behind a mirror or proxy, tell pip with 'pip config set global.index-url ...'; then run make again."; exit 1; } >&2
	@touch $@

$(READY): $(INSTALLED)
	@.venv/bin/python -m pip install -qq --no-deps --no-build-isolation --no-index -e .
	@# The way to src from site-packages, relative: Python reads this file in the locale's
	@# encoding, and fails at an absolute path with Chinese characters unless that is UTF-8.
	@for pth in .venv/lib/python3*/site-packages/indicators.pth; do echo ../../../../src > "$$pth"; done
	@rm -f .venv/ready-*
	@touch $@

# uv only resolves here; it installs nothing and leaves no address in the file.
lock:
	@test -x .uv-$(UV_VERSION)/bin/uv || { rm -rf .uv-* && "$(PYTHON)" -m venv .uv-$(UV_VERSION) && \
	  .uv-$(UV_VERSION)/bin/python -m pip install -qq uv==$(UV_VERSION); }
	.uv-$(UV_VERSION)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	  --fork-strategy fewest --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --no-annotate --group dev --output-file requirements.txt pyproject.toml

clean:
	rm -rf .venv .uv-* .pytest_cache .ruff_cache .mypy_cache .hypothesis .doit.db* build dist
	find src tests notebooks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
