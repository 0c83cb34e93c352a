# `make demo` and `make test` do all the set-up on a fresh Debian 12 machine with Swift 6.3.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
VENV := .build-python
# How long to fuzz.
SECONDS = 60
# Tests that start whole servers come last, so that they and the others do not wait for each other's processors.
PROCESSES := ServerTests|DurabilityTests|CommandTests

.PHONY: help demo faults fuzz test test-checks test-layers test-processes test-browser build release bench format lint packages python clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: packages .build/debug/built ## everything at once in your browser: a small network, mail, the desk; HEADLESS=1 plays a story instead
	exec $(SUDO) .build/debug/parley demo $(if $(HEADLESS),--headless) $(ARGS)

# A debug build is there in half the time of an optimised one, and quick enough for one person. The package manager is asked only where a
# source is newer than what was built.
.build/debug/built: $(shell find Sources Package.swift -type f)
	swift build --product parley
	touch $@

test: packages python lint ## every test, from a clean clone
	swift build --build-tests
	@echo "Two at a time from here on; what each says comes when it is through: a few minutes, then about eight for whole servers and browsers."
	$(MAKE) --no-print-directory --jobs=2 --output-sync=target test-layers test-checks
	@# Whole servers and browsers wait for one another most of the time: both at once take as long as the slower of them.
	$(MAKE) --no-print-directory --jobs=2 --output-sync=target test-processes test-browser

# What is compared with something that others have made.
test-checks:
	$(VENV)/bin/python Tests/ServiceLevelsTests/check_holidays.py
	$(VENV)/bin/python Tests/PolicyFilesTests/check_schema.py
	$(VENV)/bin/python Tests/PolicyFilesTests/check_proofs.py .build/debug/parley

test-layers:
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" swift test --skip-build --skip '^($(PROCESSES))\.'

test-processes:
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" swift test --skip-build --filter '^($(PROCESSES))\.'

test-browser:
	$(SUDO) env PARLEY=.build/debug/parley PYTHONDONTWRITEBYTECODE=1 $(VENV)/bin/python -m pytest -q -p no:cacheprovider Tests/Browser

build: packages ## a debug build
	swift build

release: packages ## an optimised build: .build/release/parley
	swift build -c release --product parley

bench: release ## the benchmarks of the README, one after the other
	for name in scan ledger verify intake; do .build/release/parley bench $$name; done

faults: packages ## every write, sync, rename and close fails once and kills once, in each story: an hour or more
	swift build --build-tests
	PARLEY_FAULTS=all PATH="$(CURDIR)/$(VENV)/bin:$$PATH" swift test --skip-build --filter EveryCallMayFailTests

fuzz: ## throws bytes at the scanner for SECONDS (60)
	@mkdir -p .build-fuzz/found
	@if [ -f Package.resolved ]; then cp Package.resolved .build-fuzz/resolved; fi
	PARLEY_FUZZ=1 swift build -c release --sanitize=fuzzer --scratch-path .build-fuzz --product ScannerFuzz
	@if [ -f .build-fuzz/resolved ]; then cp .build-fuzz/resolved Package.resolved; fi
	SWIFT_BACKTRACE=enable=no .build-fuzz/release/ScannerFuzz -max_total_time=$(SECONDS) -timeout=5 -max_len=4096 -rss_limit_mb=1024 \
		-artifact_prefix=.build-fuzz/ -print_final_stats=1 .build-fuzz/found Tests/Fuzz/Corpus

lint: ## formatting, strictly
	swift format lint --recursive --strict --parallel Package.swift Sources Tests

format: ## formats every source file in place
	swift format format --in-place --recursive --parallel Package.swift Sources Tests

# Installs only what is missing, so that a second run needs neither network nor root.
packages:
	@missing=$$(comm -23 <(grep -v '^#' Tests/apt.txt | sort -u) <(dpkg-query -W -f '$${Status} $${Package}\n' | sed -n 's/^install ok installed //p' | sort -u)); \
	if [ -n "$$missing" ]; then \
		echo "installing:" $$missing; \
		$(SUDO) apt-get update -qq; \
		$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi

python: $(VENV)/done
$(VENV)/done: Tests/requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --requirement Tests/requirements.txt
	$(VENV)/bin/pip install --quiet --no-deps axe-playwright-python==0.1.8 # for the axe script in it, and nothing else
	touch $@

clean: ## removes everything that was built
	rm -rf .build .build-*
