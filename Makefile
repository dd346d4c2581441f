# `make demo` and `make test` set everything up themselves, in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORPUS ?= ../shared/corpus
SCORE ?= $(CORPUS)/../tools/score.py
OUTSIDE ?= $(CORPUS)/../outside

# Where `make install` puts the program: a folder of its own, which deploy/overnight.service names.
PREFIX ?= /opt/overnight

.PHONY: demo docs pictures test fleet-test web-test check score accuracy bench bench-chat bench-publish mutations typed trust fleet-trust fleet-bench fuzz clean lock install sbom wheel

$(VENV)/.ready: requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 …" >&2; exit 1; }
	@echo "Setting up, once: a Python environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@echo "Installing $$(grep -c == requirements-dev.txt) packages into it, each checked by its hash: a minute or two, without a word …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@echo "Installing overnight itself …"
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@
	@echo "Set up; next time this takes no time."

demo: $(VENV)/.ready
	@echo "Starting the demo: a few seconds …"
	@$(BIN)/overnight demo

# Both workers, and the dozens of programs that tests start, load what the first of them compiled: a container often says
# that nothing compiled is kept.
test: export PYTHONDONTWRITEBYTECODE =
test: $(VENV)/.ready
	$(BIN)/python -m pytest -n auto

# The tests of storage and of the bot on PostgreSQL: one that is started for them and ended with them.
FLEET_SECONDS ?= 1800
fleet-test: export PYTHONDONTWRITEBYTECODE =
fleet-test: $(VENV)/.ready
	@timeout --kill-after=10 $(FLEET_SECONDS) $(BIN)/python -m tests.fleet.server \
	  $(BIN)/python -m pytest -n auto -p tests.fleet.plugin tests/fleet tests/storage tests/bot || { status=$$?; \
	  [ $$status -ne 124 ] || echo "fleet-test was ended: it took more than $(FLEET_SECONDS) s" >&2; exit $$status; }

# The program for running it, without tests and tools: sudo make install, or make install PREFIX=FOLDER. With what a
# database on PostgreSQL needs: sudo make install FLEET=yes
install:
	PYTHON="$(PYTHON)" FLEET="$(FLEET)" deploy/install "$(abspath $(PREFIX))"

# The files of a release in dist/, checked; the wheel is installed away from here and answers.
wheel:
	PYTHON="$(PYTHON)" .ci/wheel

# What the program is made of: build/overnight.cdx.json (CycloneDX, the same from the same lock), the same with what a
# database on PostgreSQL needs, build/overnight-fleet.cdx.json, and docs/licences.md.
sbom:
	PYTHON="$(PYTHON)" .ci/sbom

# The demo's page and the published pages in headless Chromium (Debian's package chromium); WEB_PICTURES=folder keeps what
# was seen. The rules of axe-core are tried on the published pages where OVERNIGHT_AXE is the path of its axe.min.js.
WEB_SECONDS ?= 420
web-test: $(VENV)/.ready
	@$(if $(WEB_PICTURES),OVERNIGHT_WEB_PICTURES=$(abspath $(WEB_PICTURES))) timeout --kill-after=10 $(WEB_SECONDS) \
	  $(BIN)/python -m pytest -n 0 -p no:randomly tests/proofs/web/page_in_chromium.py tests/proofs/web/first_screen.py \
	    tests/proofs/web/pages_in_chromium.py || { status=$$?; \
	  [ $$status -ne 124 ] || echo "web-test was ended: it took more than $(WEB_SECONDS) s" >&2; exit $$status; }

check: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet --recursive bot parsers storage -c pyproject.toml
	$(BIN)/python -m pytest -p no:randomly tests/test_imports.py

# The score on hand-labelled posts, which are no part of the repository: make score CORPUS=folder
score: $(VENV)/.ready
	@for side in ua ru; do \
	  echo "[$$side]"; \
	  $(BIN)/overnight read --jsonl < $(CORPUS)/$$side-dev.posts.jsonl > $(VENV)/$$side.jsonl || exit 1; \
	  $(BIN)/overnight read --jsonl < $(CORPUS)/$$side-dev.negatives.jsonl > $(VENV)/$$side-negatives.jsonl || exit 1; \
	  $(BIN)/python $(SCORE) $(CORPUS)/$$side-dev.gold.jsonl $(VENV)/$$side.jsonl \
	    --negatives $(VENV)/$$side-negatives.jsonl --posts $(CORPUS)/$$side-dev.posts.jsonl $(SHOW); \
	done
	@if [ -e $(CORPUS)/drift-dev.posts.jsonl ]; then \
	  echo "[drift] posts as next month's could be worded: none may be wrong in silence"; \
	  $(BIN)/overnight read --jsonl < $(CORPUS)/drift-dev.posts.jsonl > $(VENV)/drift.jsonl || exit 1; \
	  $(BIN)/python $(SCORE) $(CORPUS)/drift-dev.gold.jsonl $(VENV)/drift.jsonl \
	    --posts $(CORPUS)/drift-dev.posts.jsonl $(SHOW) > $(VENV)/drift.score; \
	  grep -i -e silent -e exact -e contradiction -e "kept out" $(VENV)/drift.score; \
	fi

# Our readings of the labelled posts beside others' tables, as Markdown: make accuracy CORPUS=folder OUTSIDE=folder
accuracy: $(VENV)/.ready
	$(BIN)/python -m tests.benchmarks.bench_outside --corpus $(CORPUS) --outside $(OUTSIDE)

# Robustness and speed of the reader, on the labelled posts where they are at hand, else on our own corpus.
# One alone: make bench BENCH="--only drift"; the variants that went wrong: make bench BENCH="--show SILENT"
bench: $(VENV)/.ready
	$(BIN)/python -m tests.benchmarks.bench_follow
	$(BIN)/python -m tests.benchmarks.bench_backfill
	$(BIN)/python -m tests.benchmarks.bench_reader $(if $(wildcard $(CORPUS)),--corpus $(CORPUS) --score $(SCORE)) $(BENCH)

# The way from a question to its answer, on 400,000 posts, and 100,000 generated answers of every kind against the
# stand-in's markup and limits. Half an hour; on a machine that does nothing else: make bench-chat CHAT="--only speed"
bench-chat: $(VENV)/.ready
	$(BIN)/python -m tests.benchmarks.bench_chat $(CHAT)

# How many requests a second the server of published files takes, by Debian's wrk, beside a bot that is asked for /latest
# fifty times a second meanwhile. Three minutes; on a machine that does nothing else: make bench-publish RUNS=5
RUNS ?= 5
bench-publish: $(VENV)/.ready
	$(BIN)/python -m tests.benchmarks.bench_serving --runs $(RUNS)

# A hundred lines of ours, each broken by itself in a copy of the tree: which test notices. An hour or two on a
# machine that does nothing else; it goes on where it was ended. Another hundred: make mutations MUTATIONS="--seed 8"; the
# thresholds: MUTATIONS="--constants storage"; after a change of the tests the map anew: MUTATIONS=--map
mutations: $(VENV)/.ready
	$(BIN)/python -m tests.mutations $(MUTATIONS)

# 5,000 texts as anybody might type them, through the whole bot; TYPED=100 for so many of each of the four sorts.
typed: $(VENV)/.ready
	$(if $(TYPED),TYPED_TEXTS=$(TYPED)) $(BIN)/python -m pytest -n 0 -p no:randomly tests/proofs/typed_texts.py

# The long proofs of the follower (a month, a thousand runs, a thousand orders, thirty kills) and of the database (backups
# under load, overwritten pages): an hour or more.
# Then the proofs of delivery, the real program beside the stand-in for Telegram, 45 minutes: the rate (on a machine that
# does nothing else), kills and lost logs, each cause of trouble, two instances, memory, killed migrations; and the whole
# program in virtual time, half an hour.
# With a folder of saved channel pages, those are read too: make trust HTML=folder
trust: $(VENV)/.ready
	$(BIN)/python -m pytest -n 0 -s -p no:randomly tests/proofs/trust_kills.py tests/proofs/trust_order.py \
	  tests/proofs/trust_machine.py tests/proofs/trust_month.py tests/proofs/trust_backup.py tests/proofs/trust_verify.py
	$(BIN)/python -m pytest -n 0 -s -p no:randomly tests/proofs/trust_migrations.py tests/proofs/trust_instances.py \
	  tests/proofs/trust_causes.py tests/proofs/trust_long_causes.py tests/proofs/trust_deaths.py tests/proofs/trust_memory.py tests/proofs/trust_rate.py
	$(BIN)/python -m pytest -n 0 -s -p no:randomly tests/proofs/trust_simulation.py
	$(if $(HTML),OVERNIGHT_TRUST_HTML=$(abspath $(HTML)) $(BIN)/python -m pytest -n 0 -s tests/proofs/trust_pages.py)

# Three replicas on a PostgreSQL of their own (Debian's package postgresql), behind a balancer, in the middle of broadcasts
# and of fifty questions a second: ten killed, the database killed twice and stopped once, the sender frozen once. Seven
# minutes, on a machine that does nothing else.
fleet-trust: $(VENV)/.ready
	$(BIN)/python -m pytest -n 0 -s -p no:randomly tests/proofs/trust_fleet.py

# How fast such a fleet answers and sends, beside the lone bot on SQLite; and a million subscriptions on PostgreSQL, of
# which 100,000 fall due while people ask. Seven minutes, on a machine that does nothing else. Only the first, and
# shorter: make fleet-bench FLEET_BENCH="--runs 1 --digests 600" MILLION=no
fleet-bench: $(VENV)/.ready
	$(BIN)/python -m tests.benchmarks.bench_fleet $(FLEET_BENCH)
	$(if $(filter no,$(MILLION)),,$(BIN)/python -m tests.benchmarks.bench_fleet_million)

# Arbitrary and spliced posts for ten minutes; FUZZ is a Python that has atheris, which is no dependency of ours.
FUZZ ?= python3
fuzz:
	$(FUZZ) -m tests.benchmarks.fuzz_reader -max_total_time=600

# The real output in docs/ anew; DOCS=--check only tells whether it would change. And whether the pictures of a chat show
# what the bot says today.
docs: $(VENV)/.ready
	$(BIN)/python -m tests.docs.output $(DOCS)
	$(BIN)/python -m tests.docs.hero_pictures --check
	$(BIN)/python -m tests.docs.record_picture --check

# The charts in docs/pictures anew, and those pictures of a chat, in Chromium (Debian's package chromium). Look at them.
pictures: $(VENV)/.ready
	$(BIN)/python -m tests.docs.sample_charts
	$(BIN)/python -m tests.docs.hero_pictures
	$(BIN)/python -m tests.docs.record_picture

# The pinned requirements anew; `make sbom` after it.
lock:
	.ci/lock --upgrade

clean:
	rm -rf $(VENV) build dist *.egg-info
