# A thin face of Python commands; each also works without make (README.md, "Without make").
PYTHON ?= python3
OPINIONS_VENV ?= .venv
PY := $(OPINIONS_VENV)/bin/python
export OPINIONS_VENV
unexport PYTHONDONTWRITEBYTECODE # many images set it; hundreds of processes import the same code

.PHONY: setup repro example test test-all check fix bench-encoder bench-ingest bench-items bench-reports bench-themes bundle screenshot bench-review bench-speed help

repro: setup ## run the pipeline on the rounds in params.yaml and say where the reports are
	@$(PY) -m pipeline.cli run

example: setup ## run the two example rounds in a temporary copy
	@$(PY) -m pipeline.cli example

test: setup ## build the encoder if need be, then run the fast tests: what a newcomer runs
	@$(PY) -m pipeline.cli prepare
	@$(PY) -m pytest -n 2 --dist worksteal -m "not slow"

test-all: test ## all tests, the slow ones too
	@$(PY) -m pytest -n 2 --dist worksteal -m slow

check: setup ## style, types, layers
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(OPINIONS_VENV)/bin/lint-imports --no-cache

fix: setup ## put style right
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

bench-encoder: setup ## texts per second of each backend, in one run
	@$(PY) -m benchmarks encoder

bench-themes: setup ## themes against the rivals on real gold groupings
	@$(PY) -m benchmarks themes
	@$(PY) -m benchmarks themes-form

bench-items: setup ## review items against simpler methods on real labels
	@$(PY) -m benchmarks items

bench-speed: setup ## the whole way of 1,000, 10,000 and 100,000 (draft) opinions: seconds, memory
	@$(PY) -m benchmarks end-to-end --n-opinions 1000 --n-later 0
	@$(PY) -m benchmarks end-to-end --n-opinions 10000 --n-later 1000
	@$(PY) -m benchmarks end-to-end --n-opinions 100000 --n-later 0 --encoder draft

bench-review: setup ## reviewers' queue against random order, simulated
	@$(PY) -m benchmarks review

bench-ingest: setup ## seconds to read large rounds
	@$(PY) -m benchmarks ingest

bundle: setup ## one archive for an office without internet (after make repro)
	@$(PYTHON) bundle.py

screenshot: setup ## docs/report.png for the READMEs, from the embedded round (needs chromium)
	@$(PY) -m tests.screenshot

bench-reports: setup ## seconds and sizes of the reports of 2,000, 10,000 and 50,000 opinions
	@for n in 2000 10000 50000; do $(PY) -m benchmarks reports --n-opinions $$n; done

setup:
	@$(PYTHON) install.py

help: ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:[^#]*## /\t/'
