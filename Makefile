# `make` alone explains itself. Everything runs from the environment in .venv, which `make run` and `make test` create.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PACKAGES := assistant corpus index ui

.PHONY: help
help:  ## Show what can be done here
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: run
run: .venv/installed  ## Install, build the index if it is missing or stale, and serve the chat at http://127.0.0.1:7860
	$(BIN)/python -m assistant serve

.PHONY: index
index: .venv/installed  ## Build the index anew
	$(BIN)/python -m assistant index --rebuild

.PHONY: test
test: .venv/installed-dev browser  ## Install what the tests need and run all of them
	$(BIN)/python -m pytest

.PHONY: check
check: .venv/installed-dev  ## Style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

.PHONY: eval
eval: .venv/installed  ## Measure the answers on the project's own questions (QUESTIONS=file for others)
	$(BIN)/python -m assistant index
	$(BIN)/python -m assistant eval $(QUESTIONS)

.PHONY: lock
lock:  ## Pin every package anew from pyproject.toml (takes minutes)
	rm -rf .venv-lock && $(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet .
	.venv-lock/bin/python -m pip install --quiet editables==0.6 hatchling==1.33.0
	.venv-lock/bin/python -m pip freeze --exclude veileder-assistent | sed 's/+cpu$$//' > requirements.lock
	.venv-lock/bin/python -m pip install --quiet '.[dev,chat]'
	.venv-lock/bin/python -m pip freeze --exclude veileder-assistent | sed 's/+cpu$$//' > requirements-dev.lock
	rm -rf .venv-lock

.PHONY: clean
clean:  ## Remove the environment and the index (your own documents stay)
	rm -rf .venv .data/index

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make run PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python requirements.lock pyproject.toml
	@echo "Installing (about two minutes the first time) ..."
	$(INSTALL) -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	$(INSTALL) -r requirements-dev.lock
	@touch $@

# The browser tests drive the Chromium of the system; playwright's own download is not used.
.PHONY: browser
browser:
	@command -v chromium >/dev/null || [ ! -x "$$(command -v apt-get)" ] || [ "$$(id -u)" != 0 ] \
		|| { apt-get update -qq && apt-get install -qq -y chromium >/dev/null; }
	@command -v chromium >/dev/null || echo "No chromium on this machine: the browser tests will be skipped."
