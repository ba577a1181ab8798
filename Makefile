# The commands of the project; README.md says what each is for.

PYTHON_FOUND = $(shell sh scripts/python.sh)
BIN = .venv/bin
PORT ?= 8000
HOST ?= 127.0.0.1
# As many processes as processors, for tests work more than they wait; at least two, so
# that journeys do not stand in a line, and at most eight: each has a Redis database.
PROCESSES := $(shell n=$$(nproc 2>/dev/null || echo 2); [ $$n -lt 2 ] && n=2; [ $$n -gt 8 ] && n=8; echo $$n)
PYTEST_ARGS ?= -n $(PROCESSES) --dist loadfile --no-loadscope-reorder

# A start of the portal or of its tests is dozens of processes with the same modules:
# they are compiled once, whatever the shell around has been told.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check bench setup setup-dev lock
.DEFAULT_GOAL := run

setup:
	@$(if $(PYTHON_FOUND),$(PYTHON_FOUND) scripts/setup.py,exit 1)

setup-dev:
	@$(if $(PYTHON_FOUND),$(PYTHON_FOUND) scripts/setup.py --dev,exit 1)

run: setup
	@exec $(BIN)/python manage.py run_demo --host "$(HOST)" --port "$(PORT)"

test:
	@$(if $(PYTHON_FOUND),$(PYTHON_FOUND) scripts/setup.py --dev --tests,exit 1)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: setup-dev
	@$(BIN)/python scripts/check.py

bench: setup-dev
	$(BIN)/python -m benchmarks

lock: setup-dev
	$(BIN)/python scripts/lock.py
