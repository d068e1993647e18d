# Every target sets up what it needs by itself; see packaging/setup.
PYTHON ?= python3

.PHONY: setup run test bench soak

setup:
	@$(PYTHON) packaging/setup test

run:
	@$(PYTHON) packaging/setup run
	@.venv/bin/szpalta demo --tour

test: setup
	@packaging/checks

bench: setup
	@.venv/bin/python -P -m tests.benchmarks

soak: setup
	@.venv/bin/python -P -m tests.soak </dev/null
