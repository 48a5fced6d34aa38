# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help run test test-long torture coverage check wheel man image smoke docs format bench foreign snapshots catalogs clean

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 18

run: $(VENV)/.run ## open the app on seeds/
	@$(BIN)/soi

test: $(VENV)/.dev ## the whole suite
	@$(BIN)/python -m pytest --numprocesses 4 --dist worksteal $(ARGS)

test-long: $(VENV)/.dev ## the property tests again, with many examples
	@HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest --numprocesses 2 --dist worksteal -m hypothesis $(ARGS)

torture: $(VENV)/.dev ## kills, full disks, hostile bytes and stores, half a minute each (ARGS="--seconds 5 NAME")
	@$(BIN)/python -m tests.torture $(ARGS)

coverage: $(VENV)/.dev ## branch coverage of annotations by its own tests: at least 95 %
	@$(BIN)/coverage run --source annotations -m pytest -q tests/annotations
	@$(BIN)/coverage report --skip-covered --fail-under 95

check: $(VENV)/.dev ## format, lint, types, import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

wheel: $(VENV)/.pip ## build the wheel into dist/: pipx install dist/soi-*.whl, uv tool install dist/soi-*.whl
	@rm -f dist/soi-*.whl
	@$(BIN)/python -m pip --disable-pip-version-check wheel --quiet --no-deps --wheel-dir dist .
	@ls dist/soi-*.whl

man: $(VENV)/.run ## write the manual page soi.1 into dist/ (the wheel has it too)
	@mkdir -p dist
	@$(BIN)/python -c 'from importlib.metadata import version; from tui.cli.man_page import man_page; print(man_page(version("soi")), end="")' > dist/soi.1
	@echo "dist/soi.1: read it with  man -l dist/soi.1"

image: ## build the Docker image soi from the Dockerfile
	@docker build --tag soi .

smoke: $(VENV)/bin/python ## build the wheel, install it in a clean environment and run it
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT \
		&& $(BIN)/python -m pip --disable-pip-version-check wheel --quiet --no-deps --wheel-dir "$$folder" . \
		&& $(PYTHON) -m venv "$$folder/venv" \
		&& "$$folder/venv/bin/python" -m pip --disable-pip-version-check install --quiet --constraint constraints.txt "$$folder"/*.whl \
		&& cp seeds/quang-ninh.txt "$$folder" && cd "$$folder" \
		&& venv/bin/soi --version && venv/bin/soi claims quang-ninh.txt && venv/bin/soi keys >/dev/null \
		&& test -s venv/share/man/man1/soi.1 \
		&& echo "The wheel installs and runs."

format: $(VENV)/.dev ## put the code in shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

foreign: $(VENV)-foreign/.readers ## read exports back with heavy readers of other programs
	@$(VENV)-foreign/bin/python -m pytest -q tests/annotations/exports tests/annotations/annotation_files

bench: $(VENV)-bench/.peers ## time what is promised beside its baselines and peers
	@for bench in tests/benchmarks/bench_*.py; do $(VENV)-bench/bin/python -m "tests.benchmarks.$$(basename $$bench .py)" || exit 1; done

snapshots: $(VENV)/.dev ## take the screens' SVG snapshots and the README's pictures anew
	@$(BIN)/python -m pytest -q tests/tui --snapshot-update
	@$(BIN)/python -m tests.tui.pictures docs/images
	@if command -v chromium >/dev/null; then $(BIN)/python -m tests.tui.report_picture docs/images; \
		else echo "Chromium is not installed: docs/images/report.png stays as it is."; fi

docs: $(VENV)-docs/.docs ## the documentation as one site in build/site
	@NO_MKDOCS_2_WARNING=1 $(VENV)-docs/bin/mkdocs build --quiet --strict --clean && echo "The site is build/site/index.html"

catalogs: $(VENV)/.dev ## bring the message catalogs up to date with the code
	@$(BIN)/python -m tests.tui.language.catalogs

clean: ## remove what make made
	@rm -rf $(VENV) $(VENV)-docs $(VENV)-bench $(VENV)-foreign build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python $(VENV)-docs/bin/python $(VENV)-bench/bin/python $(VENV)-foreign/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "soi needs Python 3.11 or newer: install it, or name one with make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "This Python has no venv: on Debian and Ubuntu run  sudo apt-get install python3-venv  and try again." >&2; exit 1; }
	@$(PYTHON) -m venv $(@D)/.. || { rm -rf $(@D)/..; exit 1; }

# Dependency groups need pip 25.1; an environment made by an older checkout keeps the pip that came with its Python.
$(VENV)/.pip $(VENV)-docs/.pip $(VENV)-bench/.pip $(VENV)-foreign/.pip: %/.pip: %/bin/python constraints.txt
	@$(@D)/bin/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt pip
	@touch $@

$(VENV)/.run: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Installing soi into $(VENV) ..."
	@$(PIP) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.pip pyproject.toml constraints.txt
	@echo "Installing soi and what its tests need into $(VENV) ..."
	@$(PIP) --editable . --group dev
	@touch $@ $(VENV)/.run

# The peers stay out of the environment in which the app runs and is tested: they bring numpy and more.
$(VENV)-bench/.peers: $(VENV)-bench/.pip pyproject.toml constraints.txt
	@echo "Installing soi and its peers into $(VENV)-bench ..."
	@$(@D)/bin/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt --editable .
	@$(@D)/bin/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt --group peers \
		|| echo "Not every peer can be installed here; the benchmark names those that are missing."
	@touch $@

# dkpro-cassis needs more-itertools 10, which the constraints have as 11 for others.
$(VENV)-foreign/.readers: $(VENV)-foreign/.pip pyproject.toml constraints.txt
	@echo "Installing soi and the readers of other programs into $(VENV)-foreign ..."
	@grep -v '^more-itertools==' constraints.txt > $(@D)/constraints.txt
	@$(@D)/bin/python -m pip --disable-pip-version-check install --quiet --constraint $(@D)/constraints.txt --editable . \
		--group dev --group foreign
	@touch $@

$(VENV)-docs/.docs: $(VENV)-docs/.pip pyproject.toml constraints.txt
	@$(@D)/bin/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt --group docs
	@touch $@
