# Everything that is done with Inquit from a shell. `make help` lists it; on Windows see README.md.
# Any Python from 3.11 to 3.14 will do: make run PYTHON=python3.13

PYTHON ?= python3
BIN := .venv/bin
UV_COMPILE := build/uv/bin/uv pip compile -q pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup run test check format style types contracts licences tests coverage bench others lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

setup: ## make .venv, install the locked dependencies and the system libraries that Qt needs
	@$(PYTHON) -m tools.prepare
	@$(BIN)/python -m tools.qt_libraries

run: setup ## set up, then open the window on the sample project; without a display do the same job offscreen
	@$(BIN)/python -m tools.run_demo build/demo

test: setup tests ## set up, then run every test without a display

check: setup style types contracts licences tests ## set up, then formatting, lint, types, import contracts, licences and tests

format: setup ## format the code and mend what ruff can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

style:
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types:
	@$(BIN)/mypy

contracts:
	@$(BIN)/lint-imports --no-logo

licences:
	@$(BIN)/python -m tools.licences

tests:
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q -n 2 --dist worksteal

coverage: setup ## run the tests and list the lines and branches that none of them reaches
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q -n 2 --dist worksteal --cov --cov-report term

bench: setup ## measure speed and memory, and print the tables of docs/benchmarks.md
	@$(BIN)/python -m benchmarks

others: ## make build/others, with the packages that `make bench` measures agreement beside (800 MB)
	@$(PYTHON) -m venv build/others && build/others/bin/python -m pip install -q -r benchmarks/others.txt

lock: ## resolve the dependencies anew and write the lock files, hashes of every platform included
	@$(PYTHON) -m venv build/uv && build/uv/bin/python -m pip install -q uv
	@$(UV_COMPILE) --upgrade --extra dev -o requirements/dev.txt
	@$(UV_COMPILE) --constraint requirements/dev.txt -o requirements/runtime.txt

clean: ## remove .venv and everything that was built
	@rm -rf .venv build dist *.egg-info .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
