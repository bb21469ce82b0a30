# Every command of the project. Each sets up what it needs in a local virtual environment; CI calls the same ones.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: demo test check types cover bench peers docs book snapshots mutants fuzz wheels sbom clean

$(VENV)/run.stamp: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --editable '.[cli,ical,yaml,excel]'
	touch $@

$(VENV)/dev.stamp: requirements/dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --requirement requirements/dev.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/run.stamp

demo: $(VENV)/run.stamp ## the main job on bundled real procedures
	$(BIN)/python tools/demo.py

test: check cover book ## every check and every test

check: types ## what needs no test run: style, types, import contracts, dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/lint-imports --no-cache
	$(BIN)/deptry src

types: $(VENV)/dev.stamp
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/mypy

cover: $(VENV)/dev.stamp
	$(BIN)/coverage erase
	$(BIN)/python -m pytest --benchmark-disable --numprocesses 2 --dist loadfile --cov --cov-report=
	$(BIN)/coverage report --include='src/cchc/errors.py,src/cchc/legal.py,src/cchc/model/*,src/cchc/deadlines/*,src/cchc/workflow/*,src/cchc/simulation/*,src/cchc/tracking/*,src/cchc/runs/*,src/cchc/checks/*' --fail-under=100
	$(BIN)/coverage report --fail-under=90
	$(BIN)/python -m pytest benchmarks --benchmark-disable

bench: $(VENV)/dev.stamp ## the benchmarks with their figures
	$(BIN)/python -m pytest benchmarks --benchmark-columns=min,median,ops

peers: $(VENV)/dev.stamp ## docs/generated/benchmarks.md: the report against every peer, with the growth curves (minutes)
	$(BIN)/python benchmarks/report.py

docs: $(VENV)/dev.stamp ## what is generated under docs/
	$(BIN)/python tools/generate.py
	$(BIN)/python tools/foreign_desk.py

book: $(VENV)/dev.stamp ## the book in both languages, under build/book; a warning is an error
	$(BIN)/python tools/build_book.py build/book

snapshots: docs ## the calendar of each year as text, for reading the diff of a change of law

mutants: $(VENV)/dev.stamp ## docs/mutation.md: mutation testing of deadlines/ and workflow/ (hours; it goes on where it was stopped)
	-HYPOTHESIS_PROFILE=brief $(BIN)/mutmut run only-makes-them-and-notes-which-test-reaches-what
	cd mutants && $(CURDIR)/$(BIN)/python ../tools/mutants.py workflow tests/workflow tests/law/test_citations.py
	cd mutants && $(CURDIR)/$(BIN)/python ../tools/mutants.py deadlines tests/deadlines tests/law/test_cases.py tests/model/test_procedure_diff.py

$(VENV)/fuzz.stamp: requirements/fuzz.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)-fuzz
	$(VENV)-fuzz/bin/python -m pip --disable-pip-version-check install --quiet --requirement requirements/fuzz.lock
	$(VENV)-fuzz/bin/python -m pip --disable-pip-version-check install --quiet --editable '.[cli,ical,yaml,excel,testing]'
	mkdir -p $(VENV) && touch $@

fuzz: $(VENV)/fuzz.stamp ## each parser for a minute under coverage guidance
	for target in $$($(VENV)-fuzz/bin/python fuzz/targets.py); do $(VENV)-fuzz/bin/python fuzz/run.py $$target 60 || exit 1; done

wheels: $(VENV)/dev.stamp ## the wheel with each extra alone, in an empty environment (minutes)
	$(BIN)/python tools/try_wheel.py

sbom: $(VENV)/dev.stamp ## dist/: the wheel, and what comes with it as CycloneDX
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m hatchling build --target wheel
	$(PYTHON) -m venv $(VENV)-sbom
	$(VENV)-sbom/bin/python -m pip --disable-pip-version-check install --quiet dist/*.whl
	$(BIN)/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml --output-file dist/sbom.cdx.json $(VENV)-sbom/bin/python

clean:
	rm -rf $(VENV) $(VENV)-fuzz $(VENV)-sbom .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage mutants verdicts.*.json
