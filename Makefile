# The commands that always work. `make` alone lists them.
SHELL := /bin/sh
PORT ?= 8000
PY := .venv/bin/python
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# Some machines forbid Python to keep what it has compiled; then every process of the site compiles Django anew, ten
# seconds each.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test test-nightly bench lint check format messages assets screenshots

help:
	@echo "make setup   everything that is needed, into ./.venv and ./node_modules"
	@echo "make run     the demo city on http://127.0.0.1:$(PORT)"
	@echo "make test    every test, those on PostgreSQL, Redis and Chromium included"
	@echo "make bench   every published figure, as a ratio measured in the same run"
	@echo "make lint    style, types, layers, templates"
	@echo "make check   lint and test"

setup: .venv/.installed var/.assets var/.messages

.venv/.installed: requirements/base.txt requirements/dev.txt
	@sh requirements/install.sh all

.venv/.running: requirements/base.txt requirements/dev.txt
	@sh requirements/install.sh run

var/.assets: .venv/.running package-lock.json $(shell find frontend -type f -not -name '.*' 2>/dev/null)
	@sh frontend/build.sh
	@mkdir -p var && touch $@

var/.messages: .venv/.running $(shell find locale -name '*.po')
	@$(PY) locale/compile.py
	@mkdir -p var && touch $@

assets: var/.assets
messages: var/.messages

run: .venv/.running assets messages
	@sh bin/run $(PORT)

test: setup
	@$(PY) -m tests.run

test-nightly: setup
	@$(PY) -m tests.run --nightly

bench: setup
	@$(PY) -m bench

screenshots: setup
	@$(PY) -m tests.screenshots var/screenshots

lint: setup
	ruff check .
	ruff format --check .
	lint-imports
	mypy
	djlint --lint --quiet templates cms realtime participate consultations
	$(PY) manage.py makemigrations --check --dry-run

format: setup
	ruff format . && ruff check --fix .

check: lint test
