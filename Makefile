# The verbs of this house. Each does its own set-up; scripts/setup adds only what is missing.
# PORT, STATE and CONFIG may be set: `make run PORT=9000 STATE=elsewhere`; WORKERS for `make test`.

PORT ?= 8080
STATE ?= var
CONFIG ?= config.toml
WORKERS ?= 2
BIN := .venv/bin
# Looked at apart: scripts/setup and the room setup/ have one name.
PROGRAMS := $(addprefix scripts/,fonts lock npm pages setup)

# tests/ is not installed, so what runs outside pytest finds it from here.
bench gallery: export PYTHONPATH = .

.PHONY: help run test setup lint coverage bench soak gallery lock

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## set up, then the demo hall at http://127.0.0.1:8080 (PORT=, STATE=, CONFIG=)
	@scripts/setup run
	$(BIN)/motcua run --config $(CONFIG) --state $(STATE) --port $(PORT)

setup: ## everything that run and test need, without starting either
	@scripts/setup test

test: setup lint ## set up, then every check; ends with pytest's closing line
	$(BIN)/pytest -n $(WORKERS)

lint: setup ## format, lint and types
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/mypy $(PROGRAMS)

# The fast tests alone: a branch that only a long walk takes is a branch that nobody has looked at.
coverage: setup ## every branch of db/, office/, ratings/ and tickets/ is taken by their fast tests
	@$(BIN)/coverage run -m pytest -q --deselect tests/tickets/test_walk.py \
		--deselect tests/tickets/test_model.py tests/db tests/office tests/ratings tests/tickets
	@$(BIN)/coverage report

bench: setup ## the benchmarks, one JSON object a line, controls in the same run
	@$(BIN)/python tests/bench/run.py

soak: ## set up, LibreOffice too, then the long versions of the tests
	@scripts/setup soak
	$(BIN)/pytest -m soak --timeout=3600

gallery: setup ## every screen, state, language and size as pictures in gallery/
	$(BIN)/python tests/gallery.py

lock: setup ## write every lock again from pyproject.toml and package.json (UPGRADE=1: newest)
	scripts/lock
