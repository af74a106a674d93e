# make run [EXERCISE=25]   make test   make quick (the tests to run while working, about a minute)
# make lint types samples bench fuzz gallery thumbnails clean
EXERCISE ?= 9
# the Python to make .venv with; unless it is said, the first of these that fits
PYTHON ?=
PYTHONS := $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python3.10)
VENV := .venv
BIN := $(VENV)/bin
# xdist workers for the tests: TensorFlow starts once in each
WORKERS ?= 2
# how long `make fuzz` reads damaged files
MINUTES ?= 30

.PHONY: run test quick lint types samples bench fuzz gallery thumbnails clean

run: $(VENV)/.installed
	$(BIN)/ann run $(EXERCISE)

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n $(WORKERS)

quick: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n $(WORKERS) -m "not slow"

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

# valid files of every kind with mutations, through every reader; findings are kept as files
fuzz: $(VENV)/.installed-dev
	$(BIN)/python -m tests.hostile.fuzzing --minutes $(MINUTES)

# every picture of ann.plots, drawn anew: docs/gallery/ and docs/gallery.md
gallery: $(VENV)/.installed
	$(BIN)/python -m tools.gallery

# the README's table of exercises, from the pictures of `ann run --all`
thumbnails: $(VENV)/.installed
	$(BIN)/python -m tools.thumbnails

$(VENV)/bin/python:
	@for python in $(PYTHONS); do \
	    if $$python -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then \
	        test $$python = python3 || echo "making $(VENV) with $$python"; \
	        exec $$python -m venv $(VENV); \
	    fi; \
	done; \
	echo "no Python 3.10 to 3.13 was found (looked for: $(PYTHONS)); name yours: make PYTHON=/path/to/python3.11 ..." >&2; \
	exit 1

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) runs .pytest_cache .mypy_cache .ruff_cache .hypothesis
