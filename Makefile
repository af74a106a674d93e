# make run [EXERCISE=25]   make test   make lint types samples bench gallery thumbnails clean
EXERCISE ?= 9
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# xdist workers for the tests: TensorFlow starts once in each
WORKERS ?= 2

.PHONY: run test lint types samples bench gallery thumbnails clean

run: $(VENV)/.installed
	$(BIN)/ann run $(EXERCISE)

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n $(WORKERS)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

# the small generated files in data/, byte for byte
samples: $(VENV)/.installed
	$(BIN)/python -m tools.samples data

# training speed against keras.Model.fit, scikit-learn and (where installed) PyTorch: runs/bench/training.md
bench: $(VENV)/.installed
	$(BIN)/python -m benchmarks.training

# every picture of ann.plots, drawn anew: docs/gallery/ and docs/gallery.md
gallery: $(VENV)/.installed
	$(BIN)/python -m tools.gallery

# the README's table of exercises, from the pictures of `ann run --all`
thumbnails: $(VENV)/.installed
	$(BIN)/python -m tools.thumbnails

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 10) <= v <= (3, 13) else \
	    f"Python {v[0]}.{v[1]} was found; 3.10 to 3.13 is needed: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) runs .pytest_cache .mypy_cache .ruff_cache .hypothesis
