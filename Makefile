# The two commands of the README are `make run` and `make test`; `make help` lists the rest.
PY := .venv/bin/python
QML := $(shell find kiosk/qml -name '*.qml' 2>/dev/null)

.PHONY: help setup run tour test test-slow bench lint format translations check-translations lock

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 22

setup: ## System packages and .venv from the lock file
	@packaging/setup.sh

run: setup ## The demonstration: a hub, the city of Vilnius and an enrolled kiosk on this machine
	$(PY) main.py demo

tour: setup ## Walk every screen by touch, pictures into build/tour
	$(PY) main.py tour --out build/tour

test: setup translations ## The tests (under 8 minutes on 2 cores)
	$(PY) -m pytest -m "not slow" -n 2 --dist loadfile

test-slow: setup translations ## The long ones: large fault counts, soak, peers
	$(PY) -m pytest -m "slow" --timeout 3600

bench: setup ## Every benchmark, each beside its peer
	@for each in tests/bench/bench_*.py; do echo "== $$each"; $(PY) "$$each" || exit 1; done

lint: setup check-translations ## Format, lint, types, rules of import, QML
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PY) packaging/qml_check.py

format: setup ## Format Python and QML
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .
	$(PY) packaging/qml_check.py --write

translations: setup ## Build the .qm files that the screen loads
	@$(PY) packaging/translations.py build

check-translations: setup ## Fail on an unfinished or unused string
	$(PY) packaging/translations.py check

lock: ## Renew requirements.lock from pyproject.toml
	uv pip compile pyproject.toml --group dev --generate-hashes --no-emit-index-url \
		--python-version 3.11 --quiet --output-file requirements.lock
