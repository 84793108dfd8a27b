# Everything a newcomer needs: `make run`, and `make test`.
PORT ?= 8000
UV_VERSION := 0.13.9
TOOLS := .tools/uv
UV := $(CURDIR)/$(TOOLS)/bin/uv
RUN := $(UV) run --no-sync
# On all cores. The tests of one file in a browser stay together, because they share a server.
ALL_CORES := -n auto --dist worksteal
BROWSERS := -n auto --dist loadfile
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/.venv
# The certificates of the system, so that a company's own proxy or mirror is trusted as pip trusts it.
export UV_SYSTEM_CERTS := true
export UV_NATIVE_TLS := true
export RASA_TELEMETRY_ENABLED := false
export OMP_NUM_THREADS ?= 1

.PHONY: run setup test check evaluate bench prove-kills format packages-run packages-test environment environment-test clean

run: environment packages-run
	@$(CURDIR)/.venv/bin/what-matters serve --port $(PORT)

setup: environment packages-run
	@$(CURDIR)/.venv/bin/what-matters setup

test: environment-test packages-test
	@$(CURDIR)/.venv/bin/what-matters setup --train-only
	@$(MAKE) --no-print-directory check
	@$(RUN) pytest -q --no-header $(ALL_CORES) tests/integration tests/fuzz tests/conversations
	@$(RUN) pytest -q --no-header $(BROWSERS) tests/browser
	@$(CURDIR)/.venv/bin/what-matters rasa data validate

# The quick loop: format, lint, strict types, import contracts, data validation, unit tests.
check: environment-test
	@$(RUN) ruff format --check --quiet .
	@$(RUN) ruff check --quiet .
	@$(RUN) mypy
	@$(RUN) lint-imports --no-logo
	@$(CURDIR)/.venv/bin/what-matters check-words
	@$(RUN) pytest -q --no-header $(ALL_CORES) tests/unit tests/architecture

evaluate: environment
	@$(CURDIR)/.venv/bin/what-matters evaluate

bench: environment-test
	@$(CURDIR)/.venv/bin/what-matters bench

# Ends the server with kill -9 a hundred times while people use it; says how many and that nothing was lost.
prove-kills: environment-test
	@PYTHONPATH=$(CURDIR) $(RUN) python -m tests.integration.faults.killing 100

format: environment-test
	@$(RUN) ruff format .
	@$(RUN) ruff check --fix .

$(UV):
	@echo "Fetching uv $(UV_VERSION), which installs the rest …"
	@python3 -m pip install --quiet --disable-pip-version-check --target $(TOOLS) uv==$(UV_VERSION) \
	  || { echo "python3 with pip is needed; on Debian: apt-get install python3-pip" >&2; exit 1; }

# Stamps, so that a second start does not ask uv again.
.venv/.runtime: $(UV) uv.lock pyproject.toml
	@echo "Installing what the guide needs (about 0.8 GB, once) …"
	@$(UV) sync --frozen --no-dev --inexact --compile-bytecode --quiet
	@touch $@

.venv/.dev: $(UV) uv.lock pyproject.toml
	@echo "Installing what the guide and its tests need (about 1.1 GB, once) …"
	@$(UV) sync --frozen --all-extras --compile-bytecode --quiet
	@touch $@ .venv/.runtime

environment: .venv/.runtime
environment-test: .venv/.dev

packages-run:
	@scripts/system-packages documents

packages-test:
	@scripts/system-packages documents browser validator postgresql

clean:
	rm -rf .venv .tools models .cache
