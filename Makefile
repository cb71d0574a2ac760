# Needs only python3 (3.11 or newer), git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORKERS ?= auto

.PHONY: run test deep clients bench setup check docs clean help

run: $(READY)  ## Run Black Friday with the bundled reference integration
	@$(BIN)/golive run black-friday

test: $(READY)-test  ## All tests, of large tables and properties a fixed sample; WORKERS=4 for more at once
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

deep: $(READY)-test  ## All tests with every row and every example; started again, it goes on where it stopped
	@$(BIN)/python -m pytest --deep -n $(WORKERS) --dist worksteal

clients: $(READY)-test  ## Long live runs; published clients against the fakes; a real ERP (installs them into .clients)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -m clients tests

bench: $(READY)-test  ## Measure speed; writes bench.json
	@$(BIN)/python -m tests.bench

check: $(READY)-dev  ## Linter and strict types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

setup: $(READY)-dev  ## Make .venv with everything in it

# What a run needs, then what the tests need as well, then the linter and the type checker too.
$(READY)-test: EXTRAS := [test]
$(READY)-test: LESS := $(READY)
$(READY)-dev: EXTRAS := [dev]
$(READY)-dev: LESS := $(READY) $(READY)-test

$(READY) $(READY)-test $(READY)-dev: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("golive needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; say which with: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.$(EXTRAS)'
	@$(BIN)/python -m compileall -q harness reports fake_erp fake_magento
	@touch $(LESS) $@

docs: $(READY)-test  ## Write the pages that are made from the code, and build the site in site/ without network access
	@$(BIN)/python -m golive.cli.generate_names
	@$(BIN)/python -m tests.write_docs
	@$(BIN)/mkdocs build --strict --quiet

clean:  ## Remove what setup and tests made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .deep .clients build dist site *.egg-info

help:  ## This list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'
