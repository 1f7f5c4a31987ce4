# Everything done with Etalase by hand or by CI. `make` alone lists it.
# A target sets up what it needs first; the stamps below redo only what changed.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.SUFFIXES:
.PHONY: help setup run demo test check bench format messages lock clean FORCE

export DJANGO_SETTINGS_MODULE := backend.settings
ARGS ?=

stamps := .venv/stamps
frontend := backend/web/frontend
frontend_sources := $(shell find $(frontend) -type f -not -path '*/node_modules/*' 2>/dev/null)

# A removed result, or a moved folder (the environment holds absolute paths), counts as changed.
rebuild = $(if $(wildcard $(1)),,FORCE)
moved := $(shell [ ! -f $(stamps)/folder ] || [ "$$(cat $(stamps)/folder)" = "$$(pwd -P)" ] || echo FORCE)

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile
	@echo
	@echo '  ARGS="…" hands options on, as in  make test ARGS="tests/networks -k carousel"'

setup: $(stamps)/packages $(stamps)/frontend $(stamps)/translations $(stamps)/system ## Install and build what the targets below need

run: setup ## Start Etalase with a sample library and practice networks
	@.venv/bin/etalase run $(ARGS)

demo: setup ## Publish a post, a highlight and a flyer to practice channels and count them
	@.venv/bin/etalase demo $(ARGS)

test: setup $(stamps)/browser ## Run the tests on SQLite, then on PostgreSQL and Redis
	@.ci/test $(ARGS)

check: setup ## Look the code over: style, types, imports, migrations, API description
	@.ci/check

bench: setup ## Measure lateness, queries, calls and memory
	@.venv/bin/etalase bench $(ARGS)

format: setup ## Put the code in shape
	@.venv/bin/python -m ruff check --fix
	@.venv/bin/python -m ruff format

messages: setup ## Bring the Indonesian catalogue in step with the strings in the code
	@.ci/messages

lock: setup ## Pin what pyproject.toml asks for; ARGS=--upgrade takes newer versions
	@.ci/setup lock $(ARGS)

clean: ## Remove everything that set-up made; data in var/ stays
	rm -rf .venv build *.egg-info $(frontend)/node_modules backend/web/static/build content/studio/fonts
	rm -f locale/*/LC_MESSAGES/*.mo

$(stamps)/python: $(moved)
	@.ci/setup python
	@touch $@

$(stamps)/packages: $(stamps)/python requirements-dev.lock pyproject.toml
	@.ci/setup packages
	@touch $@

$(stamps)/node-packages: $(stamps)/packages $(frontend)/package.json $(frontend)/package-lock.json $(call rebuild,$(frontend)/node_modules)
	@echo "Installing front-end packages"
	@.ci/npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(stamps)/frontend: $(stamps)/node-packages $(frontend_sources) $(call rebuild,backend/web/static/build/*) $(call rebuild,content/studio/fonts/*)
	@echo "Building the front end"
	@.ci/npm run --loglevel=error build
	@touch $@

$(stamps)/translations: $(stamps)/packages $(wildcard locale/*/LC_MESSAGES/django.po) $(call rebuild,locale/id/LC_MESSAGES/django.mo)
	@.venv/bin/python -m babel.messages.frontend --quiet compile --directory locale --domain django
	@touch $@

$(stamps)/system: $(stamps)/packages
	@.ci/setup system
	@touch $@

$(stamps)/browser: $(stamps)/packages
	@.ci/setup browser
	@touch $@
