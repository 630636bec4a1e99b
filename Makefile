# Two commands do everything: `make demo` shows the result on the bundled notices, `make test` proves it.
# PYTHON=/path/to/python3.12 chooses another interpreter; by default the first of these that is 3.11 or newer.
CANDIDATES := python3 python3.13 python3.12 python3.11 python3.14 python
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(shell for p in $(CANDIDATES); do command -v $$p >/dev/null 2>&1 && $$p $(NEW_ENOUGH) 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test gate lint docs clean

$(VENV)/.installed: pyproject.toml
	@test -n "$(PYTHON)" && $(PYTHON) $(NEW_ENOUGH) || { echo "Python 3.11 or newer is needed; name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "On Debian and Ubuntu: apt install python3-venv" >&2; rm -rf $(VENV); exit 1; }
	@echo "Installing into $(VENV); the first time takes a minute or two."
	@$(BIN)/pip install -q --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(VENV)/.installed
	@$(BIN)/watchledger demo demo-case

# Tests of page images need the models, 250 MB installed: `make demo` does without them.
$(VENV)/.ocr: $(VENV)/.installed
	@$(BIN)/pip install -q --disable-pip-version-check -e '.[ocr]'
	@touch $@

test: $(VENV)/.ocr lint
	$(BIN)/pytest

gate: $(VENV)/.installed
	$(BIN)/pytest -m gate -s

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.installed
	$(BIN)/python docs/reference/make.py
	$(BIN)/python docs/reference/make_taxonomy.py

clean:
	rm -rf $(VENV) demo-case
