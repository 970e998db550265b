# The everyday commands. Written for GNU make 3.81 (macOS) and newer.

VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check
INSTALL = $(PIP) install --quiet --constraint constraints.txt
OUT ?= demo
AGREEMENT ?= all
# One worker a core, at most four; a file stays with one worker, so that what it opens is opened once.
SPREAD ?= --numprocesses auto --maxprocesses 4 --dist loadfile

.PHONY: help demo serve test test-fast check case bench bench-quick docs messages clean

help:
	@echo "make demo                 run the three demonstrations and say where the page lies"
	@echo "make serve                start the mission service with the exercise"
	@echo "make test                 run every test"
	@echo "make test-fast            run the tests that need no browser and no large data"
	@echo "make check                ruff, mypy --strict, layers, links"
	@echo "make case AGREEMENT=...   run the cases of one agreement (a bundled name or a folder)"
	@echo "make docs                 write the reference pages again and check every link"
	@echo "make messages             collect and compile the words of the service's pages"
	@echo "make bench                measure speed and memory"
	@echo "make bench-quick          zones against peers, one line a goal, in a few minutes"
	@echo "make clean                remove the environment and all that was built"

demo: $(VENV)/.runtime
	@$(BIN)/truceline demo --out $(OUT)

test: $(VENV)/.dev
	@sh tools/find-browser.sh
	@$(BIN)/python -m pytest $(SPREAD)

test-fast: $(VENV)/.dev
	@$(BIN)/python -m pytest -q $(SPREAD) -m "not slow and not browser"

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/check_links.py

serve: $(VENV)/.dev
	@$(BIN)/truceline serve

messages: $(VENV)/.dev
	@$(BIN)/python tools/service_messages.py

case: $(VENV)/.runtime
	@$(BIN)/truceline agreement check --cases $(AGREEMENT)

bench: $(VENV)/.dev
	@$(BIN)/python -m bench

bench-quick: $(VENV)/.dev
	@$(INSTALL) --no-build-isolation --editable ".[bench]"
	@$(BIN)/python -m bench.quick

docs: $(VENV)/.dev
	@$(BIN)/python tools/write_reference.py
	@$(BIN)/python tools/write_tutorial.py
	@$(BIN)/python tools/check_links.py

clean:
	rm -rf .venv demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The stamps say what is installed; pip runs again only when pyproject.toml or constraints.txt changed.
# hatchling and editables stand in the environment so that the build needs no download of its own.
$(VENV)/.runtime: pyproject.toml constraints.txt
	@[ -x $(BIN)/python ] || { echo "creating $(VENV)"; sh tools/make-venv.sh $(VENV); }
	@echo "installing Truceline"
	@$(INSTALL) hatchling editables
	@$(INSTALL) --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	@echo "installing what the tests need"
	@$(INSTALL) --no-build-isolation --editable ".[dev,web,parser,ru,llm]"
	@touch $@
