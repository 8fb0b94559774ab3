# The front door. "make demo" and "make test" do all their own set-up; SETUP=no leaves that to you.
SHELL  := /bin/bash
JOBS   ?= $(shell nproc)
PREFIX ?= /usr/local
SETUP  ?= yes
BUILD  := build/release

export CMAKE_BUILD_PARALLEL_LEVEL := $(JOBS)

ifeq ($(SETUP),no)
setup = @:
else
setup = @tools/setup $(1)
endif
ctest = ctest --test-dir $(1) --output-on-failure --no-tests=error -L '^($(subst $(space),|,$(strip $(2))))$$'
space := $(subst ,, )
suites = $(addprefix suite_,$(1))

FAST_SUITES  := unit model integration seeds command tidy
HEAVY_SUITES := crash hostile

.PHONY: help demo test build bench check docs format install
.PHONY: prepare-check check-heavy check-interop check-consumers check-asan check-tsan check-fuzz

help:
	@echo 'make demo      sets up, builds, and shows messages surviving kill -9'
	@echo 'make test      sets up, builds, and runs the tests that every change needs to pass'
	@echo 'make build     leaves $(BUILD)/bin/kafka, and classic/ beside it with the classic names'
	@echo 'make check     crashes, hostile input, interop, users of the package, sanitizers, fuzz'
	@echo 'make docs      the public headers as pages: build/docs/index.html; refreshes the code in docs/'
	@echo 'make bench     our client and broker beside their peers'
	@echo 'make format    clang-format over every source file'
	@echo 'make install   builds and installs under PREFIX=$(PREFIX)'

demo: build
	@tools/demo $(BUILD)/bin

# The tests are switched off so that a machine without GoogleTest can build.
build:
	$(call setup,demo)
	cmake --preset release -DKAFKA_BUILD_TESTS=OFF -DKAFKA_BUILD_BENCH=OFF -DKAFKA_BUILD_EXAMPLES=OFF
	cmake --build $(BUILD)

test:
	$(call setup,test)
	cmake --preset release -DKAFKA_BUILD_TESTS=ON -DKAFKA_BUILD_BENCH=ON -DKAFKA_BUILD_EXAMPLES=ON
	cmake --build $(BUILD)
	rm -rf $(BUILD)/results
	$(call ctest,$(BUILD),$(FAST_SUITES)) --parallel $(JOBS)
	python3 tests/floor.py test

check: check-heavy check-interop check-consumers check-asan check-tsan check-fuzz
	python3 tests/floor.py check

check-heavy check-interop check-consumers check-asan check-tsan check-fuzz: prepare-check
prepare-check:
	$(call setup,check)
	cmake --preset release -DKAFKA_BUILD_TESTS=ON -DKAFKA_BUILD_BENCH=ON -DKAFKA_BUILD_EXAMPLES=ON
	cmake --build $(BUILD)

check-heavy:
	rm -f $(foreach suite,$(HEAVY_SUITES),$(BUILD)/results/$(suite)*.json)
	$(call ctest,$(BUILD),$(HEAVY_SUITES))

check-interop:
	rm -f $(BUILD)/results/interop*.json
	/usr/bin/python3 tests/interop/run.py --build $(BUILD)

check-consumers:
	rm -f $(BUILD)/results/consumer.json
	tests/consumer/run.sh $(BUILD)

check-asan:
	cmake --preset asan
	cmake --build build/asan --target $(call suites,unit integration)
	rm -rf build/asan/results
	$(call ctest,build/asan,unit) --parallel $(JOBS)
	$(call ctest,build/asan,integration)

# Where threads meet: the rooms that drive, and everything together. The sanitizer's own thread wakes
# up ten times a second, so that nothing in its process ever sleeps.
TSAN_ROOMS := net client server
check-tsan:
	cmake --preset tsan
	cmake --build build/tsan --target suite_integration $(foreach room,$(TSAN_ROOMS),unit_$(room)_test)
	rm -rf build/tsan/results
	GTEST_FILTER='-*.sleeps_while_nobody_asks_anything' \
	  ctest --test-dir build/tsan --output-on-failure --no-tests=error -R '^(integration|unit_($(subst $(space),|,$(TSAN_ROOMS))))$$'

check-fuzz:
	cmake --preset fuzz
	cmake --build build/fuzz --target fuzzers
	rm -rf build/fuzz/results
	python3 tests/fuzz/run.py build/fuzz 90

# BENCH=--quick for one short round, BENCH="--only produce" for a part; bench/run.py --help has the rest.
bench:
	$(call setup,check)
	cmake --preset release -DKAFKA_BUILD_TESTS=OFF -DKAFKA_BUILD_BENCH=ON -DKAFKA_BUILD_EXAMPLES=OFF
	cmake --build $(BUILD) --target kafka_cli bench_peer bench_partitions bench_groups bench_assign
	python3 bench/run.py --build $(BUILD) --json $(BUILD)/bench.json $(BENCH)

docs:
	$(call setup,docs)
	tools/embed
	tools/reference

format:
	@command -v clang-format > /dev/null || { echo 'clang-format is missing: apt-get install clang-format'; exit 1; }
	git ls-files '*.hpp' '*.cpp' | xargs clang-format -i

install: build
	cmake --install $(BUILD) --prefix $(PREFIX)
