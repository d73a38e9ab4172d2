# `make` alone lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Newer than both when the environment holds what pyproject.toml asks for, as requirements.lock says.
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test lint eval bench lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## make .venv with everything that is needed
	@echo "$(VENV) is ready. Next: make run"

run: $(STAMP) ## serve the assistant on http://127.0.0.1:7860 (the index is made first if need be)
	@$(BIN)/python app.py

test: $(STAMP) lint ## all checks and tests, also those in a browser
	@sh tests/install_browser.sh
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

lint: $(STAMP) ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

eval: $(STAMP) ## measure the answers on the gold questions (evals/README.md)
	@$(BIN)/qa eval

bench: $(STAMP) ## measure how long things take
	@$(BIN)/python evals/bench.py

lock: $(STAMP) ## choose the newest versions that fit together again, and write them down
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --upgrade --python-version 3.11 --extra dev \
	  --no-annotate --custom-compile-command "make lock" --output-file requirements.lock pyproject.toml

clean: ## remove .venv, the index and what the tools leave behind
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .gradio
	find index -mindepth 1 ! -name README.md -delete
	find src tests evals -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; say which with: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
	  echo "This Python cannot make environments; on Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Making $(VENV); the first time takes a few minutes."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --constraint requirements.lock --editable ".[dev]"
	@touch $@
