#!/usr/bin/env bash
# Writes tests/data/golden and tests/data/assignments again. Needs Java 17, Maven and Go; run it after
# tests/data/schema changed.
set -euo pipefail
cd "$(dirname "$0")"
mvn -q -B compile dependency:copy-dependencies -DincludeScope=runtime
build=../../build/golden
java -cp "$build/classes:$build/dependency/*" golden.Golden ../../tests/data
java -cp "$build/classes:$build/dependency/*" golden.Assignments ../../tests/data
balancers/generate.sh
(cd assignors && go run . ../../../tests/data)
