# The two commands of the README are `make run` and `make test`; `make help` lists the rest.
PY := .venv/bin/python
QM := $(patsubst %,resources/i18n/kiosk_%.qm,en lt fi fr nl pl ru uk)
SAID := $(shell find kiosk -name '*.qml' -o -name '*.py') $(wildcard resources/i18n/fragments/*.json)

.PHONY: help setup run tour test test-slow coverage bench lint format translations check-translations \
	package smoke screenshots audit sbom lock journeys references

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 22

setup: ## System packages and .venv from the lock file
	@packaging/setup.sh

$(QM) &: $(SAID) packaging/translations.py | setup
	@$(PY) packaging/translations.py build

translations: $(QM) ## Build the .qm files that the screen loads

run: setup $(QM) ## The demonstration: a hub, the city of Vilnius and an enrolled kiosk on this machine
	$(PY) main.py demo

tour: setup $(QM) ## Walk every screen by touch, pictures into build/tour
	$(PY) main.py tour --out build/tour

# Three, as tests wait a third of their time; the longest files first (tests/conftest.py).
test: setup $(QM) ## The tests (under 8 minutes on 2 cores)
	$(PY) -m pytest -m "not slow" -n 3 --dist loadfile --no-loadscope-reorder

test-slow: setup $(QM) ## The long ones: soak, peers, large fault counts (COL_FAULTS=design for the largest)
	$(PY) -m pytest -m "slow" --timeout 3600

coverage: setup $(QM) ## The figure: every branch of the rules and of the ledger is tested
	$(PY) packaging/promised.py

bench: setup $(QM) ## Every benchmark, each beside its peer
	@! command -v npm >/dev/null || npm install --silent --prefix build/peers minisearch@7.2.0
	@for each in tests/bench/bench_*.py; do name=$$(basename $$each .py); \
		echo "== $$name"; $(PY) -m tests.bench.$$name; done

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

check-translations: setup ## Fail on an unfinished or unused string
	$(PY) packaging/translations.py check

package: setup $(QM) ## One folder with everything in it, and its Debian package (see docs/operating.md)
	$(PY) packaging/bundle.py
	$(PY) packaging/debian/build.py

smoke: setup ## Use the bundle as somebody without Python would, and measure it
	$(PY) packaging/smoke.py --measure

screenshots: setup $(QM) ## The pictures in the documents, made anew
	$(PY) packaging/screenshots.py

journeys: setup $(QM) ## Walk the twelve journeys; their touches and seconds go to docs/journeys.md
	$(PY) -m pytest tests/journeys tests/desk -m journey --journeys docs/journeys.md

references: setup $(QM) ## The pictures that the screens are compared with, made anew; look at them
	@for size in portrait landscape 1280x800 4k; do \
		$(PY) -m tests.ui.take_references $$size --renew || exit 1; done

audit: setup ## Known holes in what is locked, where their database can be reached
	@$(PY) packaging/audit.py

sbom: setup ## What is in the product, and the licences that the kiosk shows
	$(PY) packaging/sbom.py

lock: ## Renew requirements.lock from pyproject.toml
	uv pip compile pyproject.toml --group dev --generate-hashes --no-emit-index-url \
		--python-version 3.11 --quiet --output-file requirements.lock
