# `make run` and `make test` do all of their own set-up: Python 3.11 or newer, make and a package registry are enough.

.DEFAULT_GOAL := help
# Compiled modules are kept even where the machine says otherwise: every test that starts a process would compile them anew.
export PYTHONDONTWRITEBYTECODE :=
.PHONY: help run demo doctor container-check test suite coverage mutation check lint soak compiled bench seeds readme lock clean
.DELETE_ON_ERROR:

# A Python of your choice: make PYTHON=/path/to/python3.12 test
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
VENV   := .venv
PY     := $(VENV)/bin/python
PIP    := $(PY) -m pip install --quiet --disable-pip-version-check
# Both locks hold the build backend, so that installing the project itself asks no registry for anything.
ITSELF := $(PIP) --no-deps --no-build-isolation --editable .
LOCKED := --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --upgrade
LOCK   := $(VENV)/bin/uv pip compile pyproject.toml $(LOCKED)

help:
	@echo "make run     set up, then watch the feeds (writethru run)"
	@echo "make demo    set up, then show it at work on a loopback newsroom; ends by itself"
	@echo "make doctor  set up, then say what is missing or wrong, a line each"
	@echo "make test    set up, then check and test everything"
	@echo "make check   types, lint, layers"
	@echo "make coverage   branches of the pure core that its tests take; fails below 95 %"
	@echo "make mutation   small errors put into the ledger's mind, one at a time: how many a test notices; fails where over 15 % survive; MODULES=names for others"
	@echo "make soak    the sizes that take minutes, one line a figure"
	@echo "make container-check BASE=folder   as root: the Containerfile's lines on a root file system, and the daemon in it"
	@echo "make compiled   the container's wheel, its claims compiled: builds it (minutes, a C compiler) and holds what it reads against the sources"
	@echo "make bench   timings, one line a figure; FACTS=n for a ledger of that size; PEERS='--polls 400' for a shorter run against peers"
	@echo "make seeds DIR=folder   a folder of articles through the whole service, one a poll"
	@echo "make readme  draw the README's alerts anew; for its pictures a Chromium is needed"
	@echo "make lock    renew requirements.lock and requirements-dev.lock"
	@echo "make clean   remove what these made"

$(PY):
	@echo "setting up in $(VENV), once: about a minute"
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# Stamps: a second run installs nothing. The development set is a superset at the same versions, so the two never fight.
$(VENV)/.installed-run: requirements.lock pyproject.toml | $(PY)
	test -f $(VENV)/.installed-dev || $(PIP) --require-hashes --requirement requirements.lock
	$(ITSELF)
	@touch $@

# The lock is whole, so nothing is resolved anew; and what no test imports is never compiled. uv, which is in the lock itself,
# installs in seconds what takes pip a minute; it is told of pip's registry, and where it cannot reach that one, pip does it all.
PINNED = --require-hashes --no-deps --requirement requirements-dev.lock
$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(PY)
	@awk '/^[^[:space:]]/ { its = /^uv==/ } its' requirements-dev.lock >$(VENV)/uv.lock
	$(PIP) --require-hashes --no-deps --no-compile --requirement $(VENV)/uv.lock
	@registry="$${PIP_INDEX_URL:-$$($(PY) -m pip config get global.index-url 2>/dev/null || true)}"; \
	env $${registry:+"UV_DEFAULT_INDEX=$$registry"} $${PIP_CERT:+"SSL_CERT_FILE=$$PIP_CERT"} \
	$(VENV)/bin/uv pip install --quiet --python $(PY) $(PINNED) || { echo "once more, with pip" && $(PIP) --no-compile $(PINNED); }
	$(ITSELF)
	@touch $@

run: $(VENV)/.installed-run
	$(VENV)/bin/writethru run

demo: $(VENV)/.installed-run
	$(VENV)/bin/writethru demo

doctor: $(VENV)/.installed-run
	@$(VENV)/bin/writethru doctor

check: lint
	$(VENV)/bin/lint-imports

lint: $(VENV)/.installed-dev
	$(VENV)/bin/ruff check --quiet --output-format concise .
	$(VENV)/bin/ruff format --quiet --check .
	$(VENV)/bin/mypy

# Types and lint are looked at beside the tests, one of which looks at the layers: by themselves they leave one of two cores idle.
test: $(VENV)/.installed-dev
	@$(MAKE) --no-print-directory --jobs=2 lint suite

# Files keep their order: the journeys, which take longest, begin early, and the many short files fill the end.
suite: $(VENV)/.installed-dev
	$(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder

# Tracing branches costs as much again as the tests of the pure core themselves, so it is a target of its own.
coverage: $(VENV)/.installed-dev
	$(PY) -m pytest -n 2 --dist loadfile --cov --cov-report= tests/watchers tests/alerts tests/properties
	$(PY) tests/tools/core_coverage.py --at-least 95

# A process a mutant, each of which runs the pure tests until one fails: minutes on two quiet cores.
mutation: $(VENV)/.installed-dev
	$(PY) -m tests.tools.mutation --show $(MODULES)

soak: $(VENV)/.installed-dev
	$(PY) -m pytest -m soak || [ $$? -eq 5 ]
	$(PY) -m pytest --hypothesis-profile soak tests/properties
	$(PY) tests/bench/soak.py
	$(PY) tests/bench/ledger.py 1000000
	$(PY) -m tests.tools.compiled || [ $$? -eq 3 ]
	$(PY) -m tests.bench.gallery
	$(PY) -m tests.bench.storm 2>/dev/null
	$(PY) -m tests.bench.watching

container-check: $(VENV)/.installed-dev
	@test -n "$(BASE)" || { echo "usage: make container-check BASE=folder [BIND='--bind folder']; see tests/tools/rootfs.py" >&2; exit 2; }
	$(PY) -m tests.tools.rootfs "$(BASE)" $(BIND)

# The wheel of the container, whose claims are taken by compiled code; it lies under build/, and no other target imports it.
compiled: $(VENV)/.installed-dev
	$(PY) -m tests.tools.compiled

bench: $(VENV)/.installed-dev
	$(PY) tests/bench/bench.py
	$(PY) tests/bench/stream.py
	$(PY) tests/bench/month.py
	$(PY) -m tests.bench.daemon
	$(PY) -m tests.bench.heartbeat
	$(PY) -m tests.bench.rhythm
	$(PY) tests/bench/ledger.py $(FACTS)
	$(PY) -m tests.bench.growth
	$(PY) -m tests.bench.peers $(PEERS)

seeds: $(VENV)/.installed-dev
	@test -n "$(DIR)" || { echo "usage: make seeds DIR=folder" >&2; exit 2; }
	$(PY) tests/tools/seeds.py "$(DIR)"

readme: $(VENV)/.installed-dev
	$(PY) tests/tools/readme.py
	$(PY) -m tests.tools.picture --readme

lock: $(VENV)/.installed-dev
	$(LOCK) --group build --extra ner --output-file requirements.lock
	$(LOCK) --group build --group dev --extra ner --extra plot --constraint requirements.lock --output-file requirements-dev.lock
	$(VENV)/bin/uv pip compile $(LOCKED) --group pyproject.toml:compile --constraint requirements-dev.lock --output-file requirements-compile.lock

clean:
	rm -rf $(VENV) .venv-peers build dist htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
