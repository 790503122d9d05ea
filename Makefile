# Two commands do everything on a fresh machine: `make demo` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
SHARED := ../shared

.PHONY: help demo test check evals bench golden lock clean

help: ## say what each command does
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(STAMP) ## set up and read three example reports
	$(BIN)/reportedly read examples/reports.jsonl

test: $(DEV_STAMP) check ## set up, then format check, lint, types, import contracts, tests

check: $(DEV_STAMP) ## the checks of make test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

evals: $(DEV_STAMP) ## measure quality against the gold in ../shared and hold the floors
	$(BIN)/python evals/gate.py --write docs/quality.md

bench: $(DEV_STAMP) ## time a whole corpus beside bare spaCy
	$(BIN)/python evals/bench.py --write docs/performance.md

golden: $(DEV_STAMP) ## rewrite the golden readings; read the diff like code
	REWRITE_GOLDEN=1 $(BIN)/pytest tests/golden
	git diff --stat tests/golden

lock: ## pin what pyproject.toml asks for, with hashes and no index address
	@command -v uv >/dev/null || { echo "make lock needs uv, which is not installed. Try: pip install uv" >&2; exit 3; }
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--extra build pyproject.toml -o requirements/runtime.txt --upgrade
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--extra build --extra dev -c requirements/runtime.txt pyproject.toml -o requirements/dev.txt --upgrade

clean: ## remove what was set up
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is older than 3.11 or not there. Try: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 3; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment. Try: apt-get install python3-venv" >&2; exit 3; }

$(STAMP): requirements/runtime.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(DEV_STAMP): requirements/dev.txt $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@
