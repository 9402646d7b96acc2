# `make demo` and `make test` do all the set-up: they need Python 3.11 or newer, make and git.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test coverage lint docs pythons clean

demo: $(VENV)/.core
	$(BIN)/ruanalyze analyze data/pages/saratov-training.txt
	rm -rf out/demo
	@echo "--- an archive; a few of its rows are broken on purpose ---"
	$(BIN)/ruanalyze tag data/archive.jsonl.gz -o out/demo --workers 2 || test $$? -eq 1

test: $(VENV)/.dev lint
	$(BIN)/python -m pytest

# The same tests, with a report of the lines that none of them runs.
coverage: $(VENV)/.dev
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered --cov-fail-under=95

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.docs
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_html
	@echo docs/_html/index.html

# Wheel and sdist, each Python that is found, and the oldest dependencies: minutes.
pythons:
	$(PYTHON) .ci/pythons.py

$(VENV)/.core: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.core
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

$(VENV)/.docs: pyproject.toml $(VENV)/.core
	$(BIN)/python -m pip install --quiet --editable '.[docs]'
	touch $@

clean:
	rm -rf $(VENV) out build dist docs/_html docs/_copied .mypy_cache .ruff_cache .hypothesis
