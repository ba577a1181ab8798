# The commands of the project; README.md says what each is for.

PYTHON_FOUND = $(shell sh scripts/python.sh)
BIN = .venv/bin
PORT ?= 8000
HOST ?= 127.0.0.1
# One more than the processors of a small machine: journeys mostly wait.
PYTEST_ARGS ?= -n 3 --dist loadfile --no-loadscope-reorder

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
	@$(BIN)/python manage.py build_assets
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: setup-dev
	@$(BIN)/python manage.py build_assets
	@$(BIN)/python scripts/check.py

bench: setup-dev
	$(BIN)/python -m benchmarks

lock: setup-dev
	$(BIN)/python scripts/lock.py
