// Record batches by themselves: nanoseconds per record to encode, seal, walk and check, and the
// codecs on JSON-like text. The whole client may take 60 ns for a produced record of 100 bytes and
// 30 for a consumed one; these are the parts of it that lie in this room.
#include "record/batch_view.hpp"
#include "record/batch_writer.hpp"
#include "record/compressor.hpp"
#include "record/record_view.hpp"
#include "record/validate.hpp"

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

namespace rec = kafka::detail::record;
using kafka::compression;
using byte_vector = std::vector<std::byte>;

namespace {

constexpr std::size_t batch_bytes = 256 << 10;
constexpr std::int64_t now = 1'700'000'000'000;

void count_records(benchmark::State& state, std::int64_t records) {
    state.SetItemsProcessed(records);
    state.counters["per_record"] = benchmark::Counter(
        static_cast<double>(records), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void fill(rec::batch_writer& writer, const kafka::record& r) {
    while (writer.size() + rec::batch_writer::bound(r) <= batch_bytes) (void)writer.append(r, now);
}

byte_vector full_batch(const kafka::record& r, compression codec = compression::none) {
    rec::batch_writer writer(std::make_shared<rec::chunk_pool>());
    fill(writer, r);
    byte_vector out;
    const auto sealed = std::move(writer).seal({}, codec);
    for (auto piece : sealed.pieces()) out.insert(out.end(), piece.begin(), piece.end());
    return out;
}

std::string json(std::size_t size) {
    std::string out;
    for (int i = 0; out.size() < size; ++i)
        out += "{\"id\":" + std::to_string(i * 7919) + ",\"user\":\"u" + std::to_string(i % 97) +
               "\",\"ok\":true}\n";
    out.resize(size);
    return out;
}

void encode_and_seal(benchmark::State& state) {
    const std::string value(static_cast<std::size_t>(state.range(0)), 'v');
    const auto pool = std::make_shared<rec::chunk_pool>();
    std::int64_t records = 0;
    for (auto _ : state) {
        rec::batch_writer writer(pool);
        fill(writer, {.value = value});
        records += writer.count();
        benchmark::DoNotOptimize(std::move(writer).seal({.id = 1, .epoch = 0, .base_sequence = 0}));
    }
    count_records(state, records);
}
BENCHMARK(encode_and_seal)->Arg(10)->Arg(100)->Arg(1000);

void encode_with_key_and_headers(benchmark::State& state) {
    const std::string value(100, 'v');
    const kafka::header headers[] = {{"trace", "0123456789abcdef"}, {"source", "bench"}};
    const auto pool = std::make_shared<rec::chunk_pool>();
    std::int64_t records = 0;
    for (auto _ : state) {
        rec::batch_writer writer(pool);
        fill(writer, {.key = "key-00000001", .value = value, .headers = headers});
        records += writer.count();
        benchmark::DoNotOptimize(std::move(writer).seal({}));
    }
    count_records(state, records);
}
BENCHMARK(encode_with_key_and_headers);

void open_and_seal_one_record(benchmark::State& state) {
    const auto pool = std::make_shared<rec::chunk_pool>();
    const std::string value(100, 'v');
    for (auto _ : state) {
        rec::batch_writer writer(pool);
        (void)writer.append({.value = value}, now);
        benchmark::DoNotOptimize(std::move(writer).seal({}));
    }
    count_records(state, state.iterations());
}
BENCHMARK(open_and_seal_one_record);

void decode(benchmark::State& state) {
    const std::string value(static_cast<std::size_t>(state.range(0)), 'v');
    const bool check_crc = state.range(1) != 0;
    const auto batch = full_batch({.key = "key-0001", .value = value});
    std::int64_t records = 0;
    for (auto _ : state) {
        rec::batch_cursor batches{batch};
        const auto view = *batches.next();
        if (check_crc && !view.crc_matches()) state.SkipWithError("the CRC is wrong");
        rec::record_cursor cursor(view.header, view.records());
        for (rec::record_view r; cursor.next(r); ++records)
            benchmark::DoNotOptimize(r.value.size());
    }
    count_records(state, records);
}
BENCHMARK(decode)->ArgNames({"value", "crc"})->Args({100, 0})->Args({100, 1})->Args({1000, 1});

void validate(benchmark::State& state) {
    const std::string value(100, 'v');
    const auto batch = full_batch({.value = value}, static_cast<compression>(state.range(0)));
    const auto count = rec::read_batch_header(batch)->record_count;
    std::int64_t records = 0;
    for (auto _ : state) {
        const auto verdict = rec::validate(batch, {.now_ms = now});
        if (verdict.error != kafka::broker_errc::none) state.SkipWithError("refused");
        records += count;
    }
    count_records(state, records);
}
BENCHMARK(validate)->ArgName("codec")->DenseRange(0, 4);

void compress(benchmark::State& state) {
    const auto text = json(static_cast<std::size_t>(state.range(1)));
    const auto piece = std::as_bytes(std::span(text));
    rec::buffer out;
    for (auto _ : state) {
        out.clear();
        (void)rec::compress(static_cast<compression>(state.range(0)),
                            kafka::default_compression_level, {&piece, 1}, out);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
    state.counters["ratio"] = static_cast<double>(text.size()) / static_cast<double>(out.size());
}
BENCHMARK(compress)->ArgNames({"codec", "size"})->ArgsProduct({{1, 2, 3, 4}, {16384, 1 << 20}});

void decompress(benchmark::State& state) {
    const auto text = json(static_cast<std::size_t>(state.range(1)));
    const auto piece = std::as_bytes(std::span(text));
    const auto codec = static_cast<compression>(state.range(0));
    rec::buffer packed, out;
    (void)rec::compress(codec, kafka::default_compression_level, {&piece, 1}, packed);
    for (auto _ : state) {
        out.clear();
        (void)rec::decompress(codec, packed, text.size(), out);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}
BENCHMARK(decompress)->ArgNames({"codec", "size"})->ArgsProduct({{1, 2, 3, 4}, {16384, 1 << 20}});

} // namespace

BENCHMARK_MAIN();
