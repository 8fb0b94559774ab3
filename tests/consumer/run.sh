#!/usr/bin/env bash
# Uses the project as its users do: an installed package in a prefix that was moved, pkg-config, and a
# subdirectory. usage: run.sh BUILD_DIRECTORY   (of the project, already built)
set -euo pipefail
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cases=

pass() {
  cases+="${cases:+,}{\"name\": \"$1\", \"status\": \"RUN\", \"result\": \"COMPLETED\"}"
  echo "passed: $1"
}
run_both() { # DIRECTORY: the two programs in it work
  (cd "$work" && "$1/client_only" > /dev/null && rm -rf consumer-data && "$1/with_broker")
}

cmake --install "$build" --prefix "$work/first" > "$work/log"
mv "$work/first" "$work/moved"

cmake -S "$here/program" -B "$work/package" -G Ninja -DCMAKE_PREFIX_PATH="$work/moved" > "$work/log"
cmake --build "$work/package" > "$work/log" || { cat "$work/log"; exit 1; }
run_both "$work/package"
pass 'find_package finds the installed package in a moved prefix'

export PKG_CONFIG_PATH
PKG_CONFIG_PATH=$(dirname "$(find "$work/moved" -name kafka-cpp.pc)")
mkdir "$work/pc"
c++ "$here/program/main.cpp" $(pkg-config --cflags --libs kafka-cpp) -o "$work/pc/client_only"
c++ -DWITH_BROKER "$here/program/main.cpp" $(pkg-config --cflags --libs kafka-cpp-broker) -o "$work/pc/with_broker"
run_both "$work/pc"
pass 'pkg-config is enough to compile and link, in a moved prefix'

# Beside the build and with its flags, so that the compiler cache has every object already.
sub=$build-subdirectory
rm -rf "$sub"
trap 'rm -rf "$work" "$sub"' EXIT
cached() { # NAME: the option that sets a variable as the project's own build has it
  sed -n "s/^\($1\):[A-Z]*=\(.*\)/-D\1=\2/p" "$build/CMakeCache.txt"
}
source=$(cd "$here/../.." && pwd)
launcher=
if command -v ccache > /dev/null; then
  launcher="cmake;-E;env;CCACHE_BASEDIR=$source;CCACHE_NOHASHDIR=1;ccache"
fi
cmake -S "$here/program" -B "$sub" -G Ninja -DKAFKA_SOURCE="$source" "$(cached CMAKE_BUILD_TYPE)" \
  "$(cached CMAKE_CXX_FLAGS)" "$(cached CMAKE_CXX_FLAGS_RELEASE)" "-DCMAKE_CXX_COMPILER_LAUNCHER=$launcher" \
  -DKAFKA_WARNINGS_AS_ERRORS=ON > "$work/log" || { cat "$work/log"; exit 1; }
cmake --build "$sub" > "$work/log" || { tail -50 "$work/log"; exit 1; }
run_both "$sub"
pass 'add_subdirectory builds the libraries with the program'

"$work/moved/bin/kafka" --version > /dev/null
pass 'the installed command runs'
mkdir -p "$build/results"
printf '{"testsuites": [{"name": "a_user", "testsuite": [%s]}]}\n' "$cases" > "$build/results/consumer.json"
