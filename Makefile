# Everything a newcomer runs: make brief, make test, make lint.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: brief test lint format lock docs release audit clean

$(STAMP): pyproject.toml requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade pip
	$(BIN)/python -m pip install -q -r requirements-dev.txt
	$(BIN)/python -m pip install -q --no-deps -e .
	touch $(STAMP)

brief: $(STAMP) ## set up, then brief the bundled article
	@$(BIN)/horseshoe brief examples/syria_aid_2019.txt

test: $(STAMP) ## set up, then run every test and check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

LOCK := pip-compile -q --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
lock: ## write both requirements files again from pyproject.toml
	$(BIN)/$(LOCK) --extra dev -o requirements-dev.txt pyproject.toml
	$(BIN)/$(LOCK) --extra release -c requirements-dev.txt -o requirements-release.txt pyproject.toml

docs: $(STAMP) ## build the documentation into site/; a warning fails it
	$(BIN)/python scripts/cli_pages.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

release: $(STAMP) ## wheel, sdist and bill of materials into dist/, after running the tests against the wheel
	$(BIN)/python -m pip install -q -r requirements-release.txt
	$(BIN)/python scripts/release.py

audit: $(STAMP) ## look every locked dependency up among the known holes; needs a vulnerability service
	$(BIN)/python -m pip install -q -r requirements-release.txt
	$(BIN)/python scripts/audit.py

clean:
	rm -rf $(VENV) build dist site .mypy_cache .ruff_cache .pytest_cache
