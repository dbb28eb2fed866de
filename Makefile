# The one door for every chore: `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PY ?= python3
VENV := .venv
BIN := $(VENV)/bin
KEPT := -o cache_dir=$(VENV)/.pytest_cache
export GRADIO_ANALYTICS_ENABLED := False

.PHONY: help run test check fmt bench eval lock screenshots setup setup-test

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.ready: requirements.lock pyproject.toml scripts/setup.sh
	@scripts/setup.sh $(PY) $(VENV)
	@touch $@

setup: $(VENV)/.ready  ## the virtual environment, from the lock

setup-test: $(VENV)/.ready  ## what the tests need besides: browser, PostgreSQL, fonts
	@scripts/setup-test.sh

run: $(VENV)/.ready  ## serve the app with the samples, on loopback
	@$(BIN)/ziping serve $(ARGS)

test: $(VENV)/.ready setup-test check  ## every check of the project
	@$(BIN)/python -m pytest -q -p no:cacheprovider -m "not browser" $(PYTEST)
	@$(BIN)/python -m pytest -q $(KEPT) -m browser $(PYTEST) || { \
		echo "once more, those that failed: a browser on a busy machine may be late, a defect fails twice"; \
		$(BIN)/python -m pytest -q $(KEPT) -m browser --last-failed --last-failed-no-failures none; }

check: $(VENV)/.ready  ## lint, types and layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache
	@PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(BIN)/pyright --warnings

fmt: $(VENV)/.ready  ## format and sort
	@$(BIN)/ruff check --fix -q . || true
	@$(BIN)/ruff format .

bench: $(VENV)/.ready  ## speed beside peers, in one run
	@$(BIN)/python -m benchmarks $(ARGS)

eval: $(VENV)/.ready  ## every eval suite, offline
	@$(BIN)/ziping eval $(ARGS)

screenshots: $(VENV)/.ready  ## the pictures of README and guide, from the running app
	@$(BIN)/python scripts/screenshots.py

lock: $(VENV)/.ready  ## resolve the lock again (names no host)
	@$(BIN)/uv pip compile --universal --python-version 3.11 --no-emit-index-url --generate-hashes -q \
		--all-extras pyproject.toml -o requirements.lock
