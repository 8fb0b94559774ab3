#!/usr/bin/env bash
# Writes tests/data/balancers again. Needs what tools/golden/generate.sh needs (which calls this),
# and Go, a C++ compiler and librdkafka.
set -euo pipefail
cd "$(dirname "$0")"
data=../../../tests/data/balancers
build=../../../build/golden
mkdir -p "$data" "$build"
./keys.py > "$build/keys.txt"
for peer in kafka_go sarama; do
  (cd "$peer" && go run .) < "$build/keys.txt" > "$data/$peer.txt"
done
c++ -std=c++20 -o "$build/librdkafka" librdkafka.cpp -lrdkafka
"$build/librdkafka" < "$build/keys.txt" > "$data/librdkafka.txt"
java -cp "$build/classes:$build/dependency/*" golden.Balancers ../../../tests/data "$build/keys.txt"
