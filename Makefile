# The few commands of daily work. What they do is written in requirements/prepare.py (set-up),
# danvan/management/commands/serve.py (start) and .ci/checks.py (checks).
#
#   make run                      start, on first use with the demonstration district
#   make run PORT=9000            on another port
#   make run DATABASE_URL=…       on another database (postgres://user:password@host/name)

RECENT = import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$python -c '$(RECENT)' 2>/dev/null && echo $$python && break; done)
VENV_PYTHON = .venv/bin/python

.PHONY: run dev test test-fast lint bench format prepare prepare-test

run: prepare
	@$(VENV_PYTHON) manage.py serve

# Reloads on every change and shows error pages with internals.
dev: prepare
	@DANVAN_DEBUG=true $(VENV_PYTHON) manage.py runserver $(or $(PORT),8000)

test: prepare-test
	@$(VENV_PYTHON) .ci/checks.py full

test-fast: prepare-test
	@$(VENV_PYTHON) .ci/checks.py fast

lint: prepare-test
	@$(VENV_PYTHON) .ci/checks.py lint

bench: prepare-test
	@$(VENV_PYTHON) -m bench

format: prepare-test
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix --quiet .
	@find templates -name '*.html' -exec .venv/bin/djade {} +

prepare:
	@$(or $(PYTHON),python3) requirements/prepare.py base

prepare-test:
	@$(or $(PYTHON),python3) requirements/prepare.py test
