# One door for every command. `make help` lists the targets from their own comments.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed-dev
READY := $(VENV)/.installed
WORDS := $(patsubst %.po,%.mo,$(wildcard training/translations/*/LC_MESSAGES/messages.po))
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: help run setup check test prove bench browser words lock clean
.DEFAULT_GOAL := help

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{sub(/:.*/, "", $$1); printf "  make %-10s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "This Python cannot make virtual environments. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@test -w . || { echo "The folder $(CURDIR) cannot be written. Give yourself the right to write there, or copy the project to a folder of your own."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(READY): requirements.txt | $(BIN)/python
	@test -e $(STAMP) || $(PIP) -r requirements.txt
	@touch $@

$(STAMP): requirements/dev.txt | $(BIN)/python
	@$(PIP) -r requirements/dev.txt
	@touch $@ $(READY)

%.mo: %.po
	@$(BIN)/pybabel -q compile -i $< -o $@

run: $(READY) ## Serve the filled demo on http://127.0.0.1:8000 (PORT=, DEMO_PASSWORD=)
	@$(MAKE) --no-print-directory words
	@PORT=$(PORT) $(BIN)/python -m training.run

words: $(WORDS)

setup: $(STAMP) ## Create .venv with everything tests and checks need
	@$(MAKE) --no-print-directory words

browser: $(STAMP) ## Install Chromium for the browser stories, where that is allowed
	@$(BIN)/python -m tests.browser.install

check: setup ## Style, types, the house plan, pages, translations and scenarios
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint training courses quizzes
	$(BIN)/python -m pytest -q -n 0 tests/house/test_translations.py
	$(BIN)/python -m training.sandbox.scenarios.check

test: check browser ## All checks, then the whole suite
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

prove: setup browser ## The full-size proofs: kills, chaos, whole corpora (about half an hour)
	PROVE=1 $(BIN)/python -m pytest -m "prove or browser" --timeout 1800

bench: setup ## Time the pages that matter, as ratios to a bare Flask page in the same run
	$(BIN)/python -m tests.bench

lock: $(STAMP) ## Pin and hash the requirements anew (needs uv in .venv)
	cd requirements && ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" base.in -o ../requirements.txt
	cd requirements && for name in scale dev; do ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" $$name.in -o $$name.txt; done

clean: ## Remove what was built, and the demo
	rm -rf $(VENV) instance build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
