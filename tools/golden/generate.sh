#!/usr/bin/env bash
# Writes tests/data/golden again. Needs Java 17 and Maven; run it after tests/data/schema changed.
set -euo pipefail
cd "$(dirname "$0")"
mvn -q -B compile dependency:copy-dependencies -DincludeScope=runtime
build=../../build/golden
java -cp "$build/classes:$build/dependency/*" golden.Golden ../../tests/data
java -cp "$build/classes:$build/dependency/*" golden.Assignments ../../tests/data
balancers/generate.sh
