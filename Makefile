# Stoa's short ladder of commands. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PORT ?= 8000
export HOST ?= 127.0.0.1
export VAR_DIR ?= $(CURDIR)/var
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
# Files in the order of testpaths: those of many tests first would leave the longest single tests to the end.
PARALLEL := -n 2 --dist loadfile --no-loadscope-reorder
STATIC_SOURCES := $(shell find static -type f 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help demo test lint e2e postgres bench counters pins messages secret

help:  ## List these commands
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

demo: export DJANGO_SETTINGS_MODULE ?= site_config.settings.development
demo: export DEBUG ?= 0
demo: .venv/.installed $(CATALOGUES) $(VAR_DIR)/static/staticfiles.json  ## From nothing to a running site with content, on PORT (8000)
	@python manage.py prepare_demo
	@exec honcho start

test: .venv/.installed-dev $(CATALOGUES)  ## Install what it needs and run the test suite on SQLite and the embedded index
	@pytest -q $(PARALLEL)

lint: .venv/.installed-dev $(CATALOGUES)  ## Style, templates, dependency direction, migrations, translations
	ruff check .
	ruff format --check .
	djlint templates --lint --quiet
	lint-imports
	python manage.py makemigrations --check --dry-run
	python manage.py check_catalogues

e2e: .venv/.installed-dev $(CATALOGUES)  ## Browser journeys and accessibility in Chromium, against the real processes
	@pytest -q $(PARALLEL) -m e2e tests

postgres: .venv/.installed-dev $(CATALOGUES)  ## The suite on PostgreSQL: DATABASE_URL names a server we may create databases on
	@test -n "$(DATABASE_URL)" || { echo "Set DATABASE_URL, for example postgres://stoa:stoa@127.0.0.1/stoa"; exit 2; }
	@pytest -q $(PARALLEL) -m "not e2e and not any_database"

bench: .venv/.installed-dev $(CATALOGUES)  ## Speed, as ratios to reference points measured in the same run (one part: ONLY=search, pages, community, reputation or simulation)
	@python -m bench $(ONLY)

counters: .venv/.installed  ## Compare every counter and all points with the facts (repair: manage.py check_counters --fix, reputation_rebuild --fix)
	@counters=0; python manage.py check_counters || counters=1; python manage.py reputation_rebuild && exit $$counters

pins: .venv/.installed-dev  ## Compile requirements*.in into requirements*.txt, with hashes
	uv pip compile -q --universal --python-version 3.11.2 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links -o requirements.txt requirements.in
	uv pip compile -q --universal --python-version 3.11.2 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links -c requirements.txt -o requirements-dev.txt requirements-dev.in

messages: .venv/.installed-dev  ## Collect new strings into the five catalogues (needs gettext)
	python manage.py makemessages -a --no-location --no-wrap --no-obsolete --ignore=.venv --ignore=var

secret:  ## Print a key fit for SECRET_KEY
	@$(PYTHON) -c "import secrets; print(secrets.token_urlsafe(50))"

.venv/bin/python:
	@echo "Making a virtual environment in .venv …"
	@$(PYTHON) -m venv .venv

.venv/.installed: requirements.txt | .venv/bin/python
	@echo "Installing the pinned requirements (once; a minute or two) …"
	@python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt | .venv/bin/python
	@echo "Installing the pinned requirements for development (once; a minute or two) …"
	@python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/.installed

%.mo: %.po | .venv/bin/python
	@test -e .venv/.installed || $(MAKE) --no-print-directory .venv/.installed
	@python site_config/catalogues.py

$(VAR_DIR)/static/staticfiles.json: $(STATIC_SOURCES) .venv/.installed
	@echo "Collecting and compressing static files …"
	@mkdir -p $(VAR_DIR)
	@DEBUG=0 python manage.py collectstatic --noinput -v0
	@touch $@
