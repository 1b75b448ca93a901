# make app        start the app (PORT=8600 for another port)
# make test       everything: lint, types, import rules, unit, doctest, page and browser tests
# make lint       only ruff, mypy and import-linter
# make format     let ruff rewrite the layout of the code
# make words      bring the translation catalogue up to date with the source
# make screenshots, make benchmark
# make assets     train the small networks of the lessons again and measure again what is measured
# make clean      remove what the other targets made, the virtual environment included
#
# PYTHON=/path/to/python3.12 chooses the Python; TORCH_INDEX=<address> takes torch from another package index.

VENV := .venv
PY := $(VENV)/bin/python
# Each stamp is touched when its step has succeeded, so that a second run starts at once.
STAMPS := $(VENV)/stamps
ifdef TORCH_INDEX
TORCH_FROM := --index-url $(TORCH_INDEX)
endif

.PHONY: app test lint format words screenshots benchmark assets clean
.NOTPARALLEL:

app: $(STAMPS)/app
	$(PY) -m streamlit run app.py $(if $(PORT),--server.port=$(PORT))

# A process for each core, up to four; each computes with one thread, or they would wait for each other. A third one on
# two cores made the tests of the browser slower by a sixth.
test: $(STAMPS)/test $(STAMPS)/browser
	OMP_NUM_THREADS=1 $(PY) -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal $(ARGS)

lint: $(STAMPS)/test
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

format: $(STAMPS)/test
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

words: $(STAMPS)/test
	$(PY) -m scripts.catalogue

screenshots: $(STAMPS)/test $(STAMPS)/browser
	$(PY) -m scripts.screenshots

benchmark: $(STAMPS)/test $(STAMPS)/browser
	$(PY) -m benchmarks.player_latency
	$(PY) -m benchmarks.opening
	$(PY) -m benchmarks.explorer_latency
	$(PY) -m benchmarks.recorder_speed
	$(PY) -m benchmarks.recorder_cost
	$(PY) -m benchmarks.gradients_cost
	$(PY) -m benchmarks.trace_cost
	$(PY) -m benchmarks.next_number
	$(PY) -m benchmarks.training_visits
	$(PY) -m benchmarks.watch_cost

# One thread each: what comes out would depend on how many there are.
assets: $(STAMPS)/test
	OMP_NUM_THREADS=1 $(PY) -m scripts.assets.hello
	OMP_NUM_THREADS=1 $(PY) -m scripts.assets.agreement
	OMP_NUM_THREADS=1 $(PY) -m scripts.assets.dates
	OMP_NUM_THREADS=1 $(PY) -m scripts.assets.marked
	OMP_NUM_THREADS=1 $(PY) -m scripts.assets.memory_task
	OMP_NUM_THREADS=1 $(PY) -m scripts.assets.characters

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(STAMPS)/python: scripts/make_venv.sh
	sh scripts/make_venv.sh $(VENV) $(PYTHON)
	mkdir -p $(STAMPS) && touch $@

# torch first and alone: it is the one package that may come from another index.
$(STAMPS)/app: requirements.txt $(STAMPS)/python
	$(PY) -m pip install --quiet $(TORCH_FROM) "$$(grep '^torch==' requirements.txt)"
	$(PY) -m pip install --quiet -r requirements.txt
	touch $@

$(STAMPS)/test: requirements-dev.txt $(STAMPS)/app
	$(PY) -m pip install --quiet -r requirements-dev.txt
	touch $@

$(STAMPS)/browser: scripts/chromium.py $(STAMPS)/test
	$(PY) -m scripts.chromium --install
	touch $@
