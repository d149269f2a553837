# Kẻng. `make` alone prints the tasks. Each step of the set-up leaves a stamp named by what it was made from,
# so that a second run has nothing to do.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory
# Where an environment forbids it, each of the many processes of a test run would compile the sources anew.
export PYTHONDONTWRITEBYTECODE :=

py := .venv/bin/python
flask := .venv/bin/flask --app wsgi
npm := tools/node.sh npm --prefix static/pwa
phone := static/pwa
nights ?= 30

key = $(shell cat $(1) 2>/dev/null | sha256sum | cut -c1-16)
runtime_stamp := .venv/.runtime-$(call key,requirements/runtime.txt)
dev_stamp := .venv/.dev-$(call key,requirements/dev.txt)
node_stamp := $(phone)/node_modules/.keng-$(call key,$(phone)/package-lock.json $(phone)/.npmrc)
sources := $(shell find $(phone) \( -name node_modules -o -name dist -o -name tests \) -prune -o -type f -print | LC_ALL=C sort)
lighthouse := tests/bench/lighthouse
lighthouse_stamp := $(lighthouse)/node_modules/.keng-$(call key,$(lighthouse)/package-lock.json $(lighthouse)/.npmrc)
build_stamp := $(phone)/dist/.keng-$(call key,$(sources))

.PHONY: help setup setup-dev build run demo reset fill test check chaos bench faces lock screens format \
  check-python check-phone check-database test-python test-phone test-browser

help: ## print these tasks
	@echo "Kẻng — make TASK"
	@sed -nE 's/^([a-z-]+):.*## (.*)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

# --- making and running ---------------------------------------------------------------------------------------

setup: $(runtime_stamp) $(node_stamp) ## install what the server needs, once

setup-dev: $(dev_stamp) $(node_stamp) ## install what the checks and tests need, too

$(dev_stamp):
	@tools/python.sh dev
	@rm -f .venv/.runtime-* .venv/.dev-*
	@touch $@ $(runtime_stamp)

# Where the larger set is being installed anyway, it goes first and brings this stamp with it.
$(runtime_stamp): $(if $(filter setup-dev test check chaos bench faces screens format test-% check-%,$(MAKECMDGOALS)),| $(dev_stamp))
	@test -e $@ || tools/python.sh runtime
	@touch $@

$(node_stamp): | $(runtime_stamp)
	@echo "→ Installing the packages of the phone's app" >&2
	@$(npm) ci --no-fund --no-audit --loglevel=error >&2
	@rm -f $(phone)/node_modules/.keng-*
	@touch $@

build: $(build_stamp) ## build the phone's app and the office's assets, when their sources changed

$(build_stamp): $(node_stamp)
	@echo "→ Building the phone's app" >&2
	@$(npm) run --silent build >&2
	@rm -f $(phone)/dist/.keng-*
	@touch $@

run: setup build ## start Kẻng with the demo commune on 127.0.0.1:8000
	@$(py) -m app.run

demo: $(runtime_stamp) ## print sign-ins and fresh invitations of the demo as JSON (make -s demo)
	@$(py) -m app.run flask demo invitations --json

reset: ## forget everything the server keeps (KENG_DATA_DIR, else ./var)
	@tools/reset.sh

fill: $(runtime_stamp) ## write a past of demo nights: make fill nights=30
	@$(py) -m app.run flask demo fill --nights $(nights)

# --- checking -------------------------------------------------------------------------------------------------

test: setup-dev build ## everything: checks, Python on SQLite and PostgreSQL, phone, browser journeys
	@tools/debian.sh
	@$(MAKE) check
	@$(MAKE) test-python
	@$(MAKE) test-phone
	@$(MAKE) test-browser

check: check-python check-phone check-database ## format, lint, types, contracts, migrations, conventions

check-python: $(dev_stamp)
	@echo "→ Python: format, lint, types, import contracts, conventions"
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/ruff check --quiet .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache | sed -n '/^Contracts$$/,$$p'
	@$(py) -m pytest -q tests/conventions

check-phone: $(node_stamp)
	@echo "→ Phone: Biome and TypeScript, the types of the contract"
	@$(npm) run --silent check
	@$(npm) run --silent types -- --check

check-database: $(dev_stamp)
	@echo "→ Migrations and the phone's contract"
	@$(py) tools/with_postgres.py $(py) tools/check_migrations.py
	@KENG_SECRET_KEY=$$($(py) -c 'import secrets; print(secrets.token_hex(32))') $(flask) export-contract --check

test-python: $(dev_stamp) build
	@echo "→ Python tests on SQLite"
	@$(py) -m pytest -q -n 2 --ignore=tests/browser --ignore=tests/conventions
	@echo "→ Python tests on PostgreSQL"
	@$(py) tools/with_postgres.py $(py) -m pytest -q -n 2 --ignore=tests/browser --ignore=tests/conventions

test-phone: $(node_stamp)
	@echo "→ Tests of the phone's app"
	@$(npm) test

test-browser: $(dev_stamp) build
	@echo "→ Journeys in Chromium, the offline night in Firefox and WebKit too"
	@$(py) -m pytest -q -n 2 --dist loadfile tests/browser

format: setup-dev ## rewrite the sources in the house's format
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .
	@$(npm) run --silent format

# --- now and then ---------------------------------------------------------------------------------------------

only ?=

chaos: setup-dev build ## the long forms of the tests, with a table (make chaos only=photos): docs/reliability.md
	@tools/debian.sh chaos || [ -n "$(only)" ]
	@$(py) tools/chaos.py $(only)

bench: setup-dev build ## measure and compare (make bench only="phone lighthouse"): docs/benchmarks.md
	@$(py) tools/with_postgres.py --env KENG_BENCH_DATABASE --durable $(py) -m tests.bench $(only)

# 186 MB that nothing but this measurement needs.
bench: $(if $(filter lighthouse,$(or $(only),lighthouse)),$(lighthouse_stamp))

$(lighthouse_stamp): $(node_stamp)
	@echo "→ Installing Lighthouse" >&2
	@tools/node.sh npm --prefix $(lighthouse) ci --ignore-scripts --no-fund --no-audit --loglevel=error >&2
	@rm -f $(lighthouse)/node_modules/.keng-*
	@touch $@

screens: setup-dev build ## make the pictures of docs/screens anew
	@KENG_SCREENS=docs/screens $(py) -m pytest -q tests/browser -k screens

# No address of a package registry may reach a lock file: it would tie the project to one network.
faces: $(dev_stamp) $(node_stamp) ## join the two parts of the typeface, after a change of its package
	@$(py) tools/join_faces.py

lock: $(dev_stamp) ## renew the lock files after a change of pyproject.toml or package.json
	@cd requirements && for name in runtime dev node; do \
	  case $$name in \
	    runtime) from="../pyproject.toml" ;; \
	    dev) from="../pyproject.toml --extra dev --constraint runtime.txt" ;; \
	    node) from="node.in" ;; \
	  esac; \
	  ../.venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	    --generate-hashes --no-header --no-annotate $$from --output-file $$name.txt; \
	done
	@for folder in $(phone) $(lighthouse); do \
	  tools/node.sh npm --prefix $$folder update --package-lock-only --no-fund --no-audit; \
	  $(py) tools/tidy_npm_lock.py $$folder/package-lock.json; \
	done
