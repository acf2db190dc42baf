# How do I run, test and change Berkas? `make help` lists it. Every target sets up what it needs by itself.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
TOOL   := $(VENV)/.tool
READY  := $(VENV)/.ready
LOCKS  := requirements.lock requirements-dev.lock requirements-uv.lock
M      ?=
ARGS   ?=

QUIET   := $(if $(MAKE_TERMERR),,--quiet)
# MAKE_TERMERR: set by make when a person watches; then installers show their progress bars
AREA    := $(if $(M),$(M) and not soak,not soak)
COMPILE  = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
           --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help demo up test check bench soak lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  PYTHON=python3.12 chooses the Python; ARGS=… is handed on to the program behind the target."

demo: $(READY) ## watch four applications go through the whole office, on real servers (under a minute)
	@$(BIN)/berkas demo $(ARGS)

up: $(READY) ## run the whole office at http://127.0.0.1:8080 until Ctrl-C
	@$(BIN)/berkas up $(ARGS)

test: $(READY) ## run the tests; M=faults runs one area: spine faults documents whatsapp screens deploy audit field
	$(BIN)/pytest -m "$(AREA)" $(ARGS)

check: $(READY) ## judge style, types, who imports whom, and the locks
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/basedpyright
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest --quiet tests/architecture/test_locks.py

bench: $(READY) ## measure, each figure against its peer, into bench/results.json; ARGS=--full for the long ones
	@$(BIN)/python -m bench $(ARGS)

soak: $(READY) ## the long runs that make test leaves out
	$(BIN)/pytest -m soak $(ARGS)

lock: $(TOOL) ## pin the dependencies of pyproject.toml anew; ARGS=--upgrade takes the newest
	$(COMPILE) $(ARGS) pyproject.toml --output-file requirements.lock
	$(COMPILE) $(ARGS) pyproject.toml --group dev --output-file requirements-dev.lock
	$(COMPILE) $(ARGS) --group lock --output-file requirements-uv.lock

clean: ## remove what make made: the venv, caches, out/ (never the office's data)
	rm -rf $(VENV) build out *.egg-info .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(TOOL): requirements-uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "Berkas needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." \
	            "Choose another: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "'$(PYTHON)' cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Setting up, once. 1 of 3: a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install $(QUIET) --disable-pip-version-check --require-hashes -r requirements-uv.lock \
	  || echo "uv cannot be had for this machine: pip installs instead, more slowly."
	@touch $@

$(READY): $(TOOL) $(LOCKS) pyproject.toml
	@echo "Setting up, once. 2 of 3: the dependencies and servers, pinned by hash (about 900 MB on disk)"
	@if [ -x $(BIN)/uv ]; then install="$(BIN)/uv pip install --python $(BIN)/python"; \
	  else install="$(BIN)/python -m pip install --disable-pip-version-check"; fi; \
	$$install $(QUIET) --require-hashes -r requirements-dev.lock && \
	echo "Setting up, once. 3 of 3: Berkas itself" && \
	$$install $(QUIET) --no-deps --no-build-isolation --editable .
	@touch $@
