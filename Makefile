# Everything a newcomer runs: make brief, make test, make lint.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.installed
DEV := $(VENV)/.installed-dev

# A program that is run a hundred times is compiled once, whatever the environment says.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: brief demo test test-slow test-all lint format lock measure bench docs release audit clean

# What the main job needs, and no more; the checks need the rest. What is never imported is never compiled.
$(RUN): pyproject.toml requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --no-compile --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install -q --no-compile --disable-pip-version-check --no-deps -e .
	touch $(RUN)

$(DEV): $(RUN) requirements-dev.txt
	$(BIN)/python -m pip install -q --no-compile --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $(DEV)

brief: $(RUN) ## set up, then brief the bundled article
	@$(BIN)/horseshoe brief examples/syria_aid_2019.txt

demo: $(DEV) ## a record of more than 60 bundled texts over twelve situations, in the browser
	$(BIN)/python scripts/demo.py build/demo
	$(BIN)/horseshoe ingest build/demo --db build/demo.db
	$(BIN)/horseshoe serve --db build/demo.db

# A process a core, up to eight; tests that stand together stay together, so that what they share is made once.
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 8 --dist worksteal $(OPTIONS)

test: lint ## set up, then run every check, and every test in its short form
	$(PYTEST) -m "not slow"

test-slow: $(DEV) ## the long forms that `make test` leaves out
	$(PYTEST) -m slow

test-all: lint ## every check, and every test in its short and in its long form
	$(PYTEST)

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(DEV)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# uv takes the digests from the index itself; pip-compile would fetch every file of every release to compute them.
LOCK := uv pip compile -q --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header pyproject.toml
lock: $(DEV) ## write the requirements files again from pyproject.toml, each release with the SHA-256 of its files
	$(BIN)/$(LOCK) --extra dev -o requirements-dev.txt
	$(BIN)/$(LOCK) -c requirements-dev.txt -o requirements.txt
	$(BIN)/$(LOCK) --extra release -c requirements-dev.txt -o requirements-release.txt

measure: $(DEV) ## write docs/measurements.md and the pages beside it from their data and what is cheaply counted
	$(BIN)/python -m scripts.measurements

bench: $(RUN) ## the ratios of docs/speed.md, compared with the last ones kept; ten minutes
	$(BIN)/python benchmarks/bench.py $(OPTIONS)

docs: $(DEV) ## build the documentation into site/; a warning fails it
	$(BIN)/python scripts/cli_pages.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

release: $(DEV) ## wheel, sdist and bill of materials into dist/, after running the tests against the wheel
	$(BIN)/python -m pip install -q --require-hashes -r requirements-release.txt
	$(BIN)/python scripts/release.py

audit: $(DEV) ## look every locked dependency up among the known holes; needs a vulnerability service
	$(BIN)/python -m pip install -q --require-hashes -r requirements-release.txt
	$(BIN)/python scripts/audit.py

clean:
	rm -rf $(VENV) build dist site .mypy_cache .ruff_cache .pytest_cache
