# One door for people, hooks and CI: every command of the project is a target here. Plain `make` lists them.
#
#   HOST, PORT   where `demo` and `run` listen            (127.0.0.1, 8000)
#   DATA         the folder with settings, database, media (data)
#   DATASETS     a folder of labelled comments for `evaluate`  (none)
#   ARGS         passed on: make test ARGS="-k share tests/unit"

HOST ?= 127.0.0.1
PORT ?= 8000
DATA ?= data
ARGS ?=
PYTHON ?= python3
export DATA
# The classifier's matrix products are small: threads would wait for each other longer than they calculate.
export OPENBLAS_NUM_THREADS := 1

VENV := .venv
BIN := $(VENV)/bin
# Wheels only: a source archive would run its author's code, and ask for a compiler, at install time.
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCKED := $(PIP) install --quiet --require-hashes --only-binary :all: -r

.DEFAULT_GOAL := help
.PHONY: help setup demo run test check fix test-all evaluate leave-one-out bench bench-peers bench-front bench-scale bench-screening bench-analyze bench-live bench-desk bench-search measure measure-cold messages fonts shots lock docs
.PHONY: lint format types imports sizes catalogs house
.DELETE_ON_ERROR:

help: ## list these targets
	@awk 'BEGIN { FS = ":[^#]*## " } /^[a-z-]+:[^#]*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/project.stamp ## make .venv with the locked packages and bin/hiwar

demo: setup ## serve a demo newsroom on HOST:PORT, its data in DATA
	@exec $(BIN)/hiwar demo --host $(HOST) --port $(PORT) $(ARGS)

run: setup ## serve the newsroom in DATA (start one with: .venv/bin/hiwar init)
	@exec $(BIN)/hiwar serve --host $(HOST) --port $(PORT) $(ARGS)

test: $(VENV)/development.stamp node_modules ## run all tests: unit, SQLite, PostgreSQL, browser
	@$(BIN)/python scripts/test.py $(ARGS)

# `make -k check` goes on after a complaint and shows them all.
check: lint format types imports sizes catalogs house ## lint, types, import contracts, sizes, catalogs, docs

lint: $(VENV)/development.stamp
	$(BIN)/ruff check --quiet
format: $(VENV)/development.stamp
	$(BIN)/ruff format --check --quiet
types: $(VENV)/development.stamp
	$(BIN)/mypy
imports: $(VENV)/development.stamp
	$(BIN)/lint-imports
sizes: $(VENV)/development.stamp
	$(BIN)/python scripts/check_sizes.py
catalogs: $(VENV)/development.stamp
	$(BIN)/python scripts/messages.py --check
house: $(VENV)/development.stamp
	$(BIN)/python -m pytest -q tests/unit/house

fix: $(VENV)/development.stamp ## format, and repair what the linter can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

test-all: check ## what CI runs: check, then test with no part missing
	@CI=true $(MAKE) --no-print-directory test

evaluate: $(VENV)/development.stamp ## measure screening and fail below evaluation/floors.toml (DATASETS=folder)
	$(BIN)/python scripts/evaluate.py $(if $(DATASETS),--datasets "$(DATASETS)") $(ARGS)

leave-one-out: $(VENV)/development.stamp ## train without one source at a time and measure on it (DATASETS=folder); an hour
	$(BIN)/python scripts/leave_one_out.py "$(DATASETS)" $(ARGS)

bench-screening: $(VENV)/development.stamp ## measure the speed of screening on this machine
	$(BIN)/python scripts/bench_screening.py $(ARGS)

bench: $(VENV)/development.stamp ## measure the server on this machine
	$(BIN)/python scripts/bench_server.py $(ARGS)

bench-peers: $(VENV)/development.stamp ## measure Hiwar beside other comment systems, those that are installed
	$(BIN)/python benchmarks/run.py $(ARGS)

bench-front: $(VENV)/development.stamp ## measure nginx in front of Hiwar beside nginx with files
	$(BIN)/python scripts/bench_front.py $(ARGS)

bench-scale: $(VENV)/development.stamp ## measure pages in a small and a large newsroom, and fail where a plan grows
	$(BIN)/python scripts/bench_scale.py $(ARGS)

bench-live: $(VENV)/development.stamp ## measure thousands of readers with one discussion open
	$(BIN)/python scripts/bench_live.py $(ARGS)

bench-desk: $(VENV)/development.stamp ## measure 300 decisions by keyboard with 100,000 comments waiting
	@$(BIN)/python scripts/bench_desk.py $(ARGS)

bench-search: $(VENV)/development.stamp ## measure how long a search waits among 100,000 articles
	$(BIN)/python scripts/bench_search.py $(ARGS)

bench-analyze: $(VENV)/development.stamp ## measure how long a comment waits for its scores
	$(BIN)/python scripts/bench_analyze.py $(ARGS)

measure: $(VENV)/development.stamp ## measure starts, sizes, page weight and CPU of a demo newsroom
	$(BIN)/python scripts/measure.py $(ARGS)

measure-cold: $(VENV)/development.stamp ## measure make demo in a fresh clone, installation included
	$(BIN)/python scripts/measure_cold.py

messages: $(VENV)/development.stamp ## collect translatable strings and compile the catalogs
	$(BIN)/python scripts/messages.py $(ARGS)

fonts: $(VENV)/development.stamp ## cut the web fonts from their packages
	$(BIN)/python scripts/fonts.py $(ARGS)

shots: $(VENV)/development.stamp ## photograph pages at three widths, light and dark
	$(BIN)/python scripts/shots.py $(ARGS)

lock: $(VENV)/project.stamp ## write all lock files again (ARGS=--upgrade for newer versions)
	$(BIN)/python scripts/lock.py $(ARGS)

docs: $(VENV)/development.stamp ## check that the reference names what the code has
	$(BIN)/python -m pytest -q tests/unit/house/test_docs.py

# A stamp is newer than what it was made from, or make remakes it; so a second run never starts pip.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Hiwar needs Python 3.11 or newer; "$(PYTHON)" is older or missing. Name another: make PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
	  || { echo 'Python cannot make virtual environments yet. As root: apt install -y python3-venv'; exit 1; }
	@rm -rf $(VENV) && $(PYTHON) -m venv $(VENV)

# A first run that was interrupted leaves an environment without pip; making it again on top repairs it.
$(VENV)/runtime.stamp: requirements.lock | $(BIN)/python
	@$(PIP) --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	@echo 'Installing the locked packages into $(VENV); the first time takes a minute or two.'
	@$(LOCKED) requirements.lock
	@touch $@

$(VENV)/project.stamp: pyproject.toml $(VENV)/runtime.stamp
	@$(PIP) install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/development.stamp: requirements-dev.lock $(VENV)/project.stamp
	@echo 'Installing the locked development packages.'
	@$(LOCKED) requirements-dev.lock
	@touch $@

# Only the accessibility and HTML checks need these; without npm, scripts/test.py says what did not run.
node_modules: package-lock.json
	@if command -v npm >/dev/null; then npm ci --ignore-scripts --no-audit --no-fund --silent && touch $@; fi
