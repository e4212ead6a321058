# The face of the project. `make` alone lists the commands.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
# Compiled modules are kept: without them each start parses every package again.
unexport PYTHONDONTWRITEBYTECODE
export PATH := $(HOME)/.cache/eoffice-tools/bin:$(PATH)

PORT ?= 8000
ENGINE ?= tantivy
# Tests wait for services, browsers and clocks: four workers keep two cores busy.
WORKERS ?= 4
# Where the test services keep their data; empty = chosen by the script.
SERVICES_DIR ?=
SERVICES := deploy/services/services.sh

.PHONY: help
help:
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

.PHONY: environment
environment: ## Python packages, Go, Node and compiled translations (part of most targets below)
	@deploy/environment.sh

.PHONY: environment-demo
environment-demo:
	@deploy/environment.sh --demo

.PHONY: demo
demo: environment-demo ## serve the demo on http://localhost:8000 (PORT=..., ENGINE=elasticsearch)
	@uv run --no-sync eoffice demo start --port $(PORT) --engine $(ENGINE)

.PHONY: demo-stop
demo-stop: environment-demo ## stop the demo; its data stay
	@uv run --no-sync eoffice demo stop

.PHONY: demo-reset
demo-reset: environment-demo ## stop the demo and wipe its data
	@uv run --no-sync eoffice demo reset

.PHONY: services
services: environment ## start the test services (real ones, on loopback)
	@$(SERVICES) up $(SERVICES_DIR)
	@mkdir -p var && ln -sfn "$$(cd "$$($(SERVICES) where $(SERVICES_DIR))" && pwd)/env" var/services.env

.PHONY: services-stop
services-stop: ## stop the test services
	@$(SERVICES) down $(SERVICES_DIR)

.PHONY: services-wipe
services-wipe: ## stop the test services and remove their data
	@$(SERVICES) wipe $(SERVICES_DIR)

.PHONY: editor
editor: environment ## build the script of the letter's editor from frontend/editor/
	@uv run --frozen node frontend/editor/build.mjs

.PHONY: lint
lint: environment ## style, types, layers, budgets, templates, migrations, translations, compose
	@uv run --frozen python deploy/lint/run.py

# Lint works while the services start: most of that is waiting.
.PHONY: test
test: ## services, lint and all tests
	@$(MAKE) --no-print-directory -j2 services lint
	@uv run --frozen pytest -n $(WORKERS) --dist worksteal $(TESTS)

.PHONY: bench
bench: environment services ## measure, each figure beside its limit
	@uv run --frozen python -m bench

.PHONY: check-letters
check-letters: environment services ## read the letters of a folder: make check-letters DIR=...
	@test -n "$(DIR)" || { echo "check-letters: say which folder: make check-letters DIR=..." >&2; exit 2; }
	@set -a; . var/services.env; set +a; uv run --frozen eoffice check-letters "$(DIR)"

.PHONY: screenshots
screenshots: environment ## take the pictures of docs/ from the running demo
	@uv run --frozen python deploy/screenshots.py

.PHONY: sbom
sbom: environment ## list every package we ship (CycloneDX) in var/sbom.json
	@mkdir -p var
	@uv export --quiet --frozen --no-default-groups --format cyclonedx1.5 --output-file var/sbom.json
	@echo "sbom: var/sbom.json"
