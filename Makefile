# `make run` and `make test` need Python 3.11 or later and make, nothing else.

SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# What is installed is a whole list, resolved by `make lock`: pip has nothing to look for.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
RUNTIME := $(VENV)/.runtime
DEVELOPMENT := $(VENV)/.development
COMPILE := $(BIN)/pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras \
	--no-emit-find-links --no-emit-index-url --no-emit-trusted-host
CODE := config alerts commentary sources common tests bench manage.py gunicorn.conf.py

# Counting costs more than half of the time again, so only those tests do that are about the apps.
REACHING := tests/alerts tests/api tests/commentary tests/common tests/sample tests/sources \
	tests/config/test_erasing.py tests/config/test_readiness.py

# They open no database and take long: once, in `make test`, is enough for both pairs.
ONCE := tests/architecture/test_imports.py tests/commentary/reading/test_properties.py \
	tests/sources/parsing/test_hostile_documents.py \
	tests/simulation/test_scheduler.py

.DEFAULT_GOAL := help
.PHONY: help setup run test coverage test-rest bench-start bench-poll bench-newcomer bench-identity bench-sim bench-stories bench-schedule bench-article bench-linking bench-reader lint types imports migrations schema system check format lock clean

help: ## What can be asked for
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile

setup: $(DEVELOPMENT) ## Install what running, testing and checking need into .venv

run: $(RUNTIME) ## Serve everything at http://127.0.0.1:8000 until Ctrl-C (PORT, DATA_DIR move it)
	@exec $(BIN)/python manage.py up --follow-parent

test: $(DEVELOPMENT) ## Run every test
	@$(BIN)/python -m pytest

coverage: $(DEVELOPMENT) ## Run the tests of the apps and see that rules, services and tasks are reached
	@$(BIN)/python -m pytest --cov --cov-report= $(ONCE:%=--ignore=%) $(REACHING)
	@$(BIN)/python -m tests.coverage_gate

test-rest: $(DEVELOPMENT) ## Run the tests that `coverage` leaves out: pages, admin, browser, processes
	@$(BIN)/python -m pytest $(ONCE:%=--ignore=%) $(REACHING:%=--ignore=%)

screenshot: $(DEVELOPMENT) ## Render the README's picture from the sample (needs a browser)
	@$(BIN)/python -m bench.screenshot

bench-start: $(DEVELOPMENT) ## Time the start on a quiet machine (a minute)
	@$(BIN)/python -m bench.start

bench-identity: $(DEVELOPMENT) ## Measure how well articles are met again over 1,000 invented histories (two minutes)
	@$(BIN)/python -m bench.identity

bench-schedule: $(DEVELOPMENT) ## Poll 10,000 feeds for 30 days by the pure scheduler (half a minute)
	@$(BIN)/python -m bench.scheduler

bench-sim: $(DEVELOPMENT) ## Live through a month of a simulated internet with 100 feeds (minutes)
	@$(BIN)/python -m bench.simulation

bench-stories: $(DEVELOPMENT) ## Measure how copies and re-worded copies are told from reports of one's own (a minute)
	@$(BIN)/python -m bench.stories

bench-linking: $(DEVELOPMENT) ## Measure what linking costs with 1,000 to 100,000 tracked names (half a minute)
	@$(BIN)/python -m bench.linking

bench-article: $(DEVELOPMENT) ## Measure what reading and storing an article costs (a minute)
	@$(BIN)/python -m bench.article

bench-reader: $(DEVELOPMENT) ## Score the reader: make bench-reader POLNEAR=path GUM=path (a minute; what is missing is left out)
	@POLNEAR="$(POLNEAR)" GUM="$(GUM)" $(BIN)/python -m bench.reader

bench-poll: $(DEVELOPMENT) ## Poll 500 feeds beside the reader library (a quiet machine; it installs reader apart)
	@$(BIN)/python -m bench.polling

bench-newcomer: $(DEVELOPMENT) ## Time a fresh clone from `make run` to the first timeline (minutes)
	@$(BIN)/python -m bench.newcomer

check: lint types imports migrations schema system ## Everything that looks at the code without running it

lint: $(DEVELOPMENT) ## Layout and lint rules (ruff)
	@$(BIN)/ruff format --check --quiet $(CODE)
	@$(BIN)/ruff check --quiet $(CODE)

types: $(DEVELOPMENT) ## Types (mypy, strict)
	@$(BIN)/mypy $(CODE)

imports: $(DEVELOPMENT) ## The layers of the house (import-linter)
	@$(BIN)/lint-imports

migrations: $(DEVELOPMENT) ## Every change of a model has its migration
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python manage.py makemigrations --check --dry-run

schema: $(DEVELOPMENT) ## The OpenAPI schema is valid and complete
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python manage.py spectacular --validate --fail-on-warn --file /dev/null

system: $(DEVELOPMENT) ## Django's own checks
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python manage.py check --fail-level WARNING

format: $(DEVELOPMENT) ## Put the code into the layout that `lint` expects
	@$(BIN)/ruff format --quiet $(CODE)
	@$(BIN)/ruff check --quiet --fix $(CODE)

lock: $(DEVELOPMENT) ## Compile requirements.txt and requirements-dev.txt anew
	@$(COMPILE) --output-file=requirements.txt requirements.in
	@$(COMPILE) --output-file=requirements-dev.txt requirements-dev.in

clean: ## Remove the environment and caches; data in var/ stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage htmlcov

# A file says what is installed: written last, so that an installation that was cut off is repeated.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Stanceline needs Python 3.11 or later, and there is no python3 on PATH." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Stanceline needs Python 3.11 or later; $(PYTHON) is older. Name another one: make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Making $(VENV) ..."
	@"$(PYTHON)" -m venv $(VENV)

$(RUNTIME): requirements.txt | $(BIN)/python
	@echo "Installing what Stanceline runs on ..."
	@$(PIP) install --no-deps --require-hashes --requirement requirements.txt
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME)
	@echo "Installing what tests and checks need ..."
	@$(PIP) install --no-deps --require-hashes --requirement requirements-dev.txt
	@touch $@
