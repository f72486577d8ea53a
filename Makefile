# `make` alone lists the targets. Everything runs in .venv, which `setup` makes with nothing but Python 3.11.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
PYTEST ?= -n 2 --dist loadgroup

.PHONY: help setup demo demo-check test conformance check lint format types imports wheel-check bench bench-ingest bench-statistics accuracy reading relevance sdg sdg-head screenshots thesaurus clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1\t\2/' | expand -t 16

setup: $(READY) ## Make .venv with PlanGraph (editable) and all tools

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "PlanGraph needs Python 3.11 or newer: make setup PYTHON=…")'
	@echo 'Setting up .venv, once: some minutes, and 2.5 GB of disk'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -qq --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install -qq --constraint constraints.txt --editable . --group dev
	touch $@

demo: $(READY) ## Serve the plans of three invented cities on http://127.0.0.1:8000/
	$(BIN)/plangraph demo

demo-check: $(READY) ## The same with one search, and without staying up
	$(BIN)/plangraph demo --check

test: $(READY) ## Run the tests
	$(BIN)/python -m pytest $(PYTEST)

conformance: $(READY) ## The W3C's SPARQL 1.1 cases of ../shared/data/w3c over HTTP, as a table by group
	$(BIN)/python -m pytest tests/conformance -q

check: lint types imports wheel-check test ## All that must be green: lint, types, imports, the wheel, the tests

lint: $(READY) ## Lint, and see that the format is kept
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(READY) ## Write the format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(READY) ## Check the types
	$(BIN)/mypy

imports: $(READY) ## Check who imports whom
	$(BIN)/lint-imports

wheel-check: $(READY) ## Build the wheel, install it alone, and run the demo from it, sources gone
	.ci/wheel-check $(BIN)/python

bench: $(READY) ## Time and memory of ingest, build, search and server, as a table
	$(BIN)/python bench/run.py

bench-ingest: $(READY) ## How much faster two processes ingest than one: COPIES (100) of the corpus, other cities
	$(BIN)/python bench/many_cities.py $(COPIES)

bench-statistics: $(READY) ## Time and memory of importing a table of ROWS (1,000,000) values, killed on the way first
	$(BIN)/python bench/statistics_table.py $(ROWS)

accuracy: $(READY) ## What is read from ../shared/corpus (or CORPUS=…) against what a person read in it
	$(BIN)/python bench/accuracy.py $(CORPUS)

reading: $(READY) ## How much of PLANS (60) plans drawn at random is read, of each of FORMATS; FAULTS=n shows so many misread facts
	$(BIN)/python bench/reading.py $(FORMATS) $(if $(PLANS),--plans $(PLANS)) $(if $(SEED),--seed $(SEED)) $(if $(FAULTS),--faults $(FAULTS))

relevance: $(READY) ## How well search answers judged topics: the samples, ../shared/corpus, general sets; with ablations
	$(BIN)/python bench/relevance.py

sdg: $(READY) ## How well goals are found: labelled elements of ../shared/eval/sdg, texts of bench/sdg; with ablations
	$(BIN)/plangraph sdg evaluate ../shared/eval/sdg/dev.jsonl --snippets bench/sdg/english.jsonl --noise bench/sdg/noise.jsonl --ablate
	$(BIN)/plangraph sdg evaluate bench/sdg/japanese.jsonl

sdg-head: $(READY) ## Fit the classifier of goals anew, after a change of its wordings or of the thesaurus
	$(BIN)/python -m plangraph.pipeline.sdg ../shared/eval/sdg/dev.jsonl bench/sdg/english.jsonl bench/sdg/noise.jsonl

screenshots: $(READY) ## Take the pictures of docs/PAGES.md anew, on the sample plans (needs Chromium)
	$(BIN)/python tests/journeys/pictures.py

thesaurus: $(READY) ## Encode the labels of the thesaurus anew, after a change of it
	$(BIN)/python -m plangraph.retrieval.fields.packed

clean: ## Remove what was made, but not the workspace
	rm -rf .venv dist build .bench .demo .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
