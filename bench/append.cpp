// What a batch costs in the log: appended to a real file, and found again by a consumer.
#include "record/batch_header.hpp"
#include "storage/log.hpp"
#include "storage/posix_file_system.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>

namespace {

namespace storage = kafka::detail::storage;
namespace record = kafka::detail::record;

/// A log in a folder of its own, which goes with it.
class scratch_log {
public:
    scratch_log() {
        std::string name = std::filesystem::temp_directory_path() / "kafka-bench-XXXXXX";
        folder_ = ::mkdtemp(name.data());
        storage::log_settings settings;
        settings.directory = folder_;
        settings.config.retention_ms = -1;
        settings.config.retention_bytes = std::int64_t{4} << 30;
        log = std::move(*storage::log::open(files_, settings));
    }
    ~scratch_log() { std::filesystem::remove_all(folder_); }
    scratch_log(const scratch_log&) = delete;
    scratch_log& operator=(const scratch_log&) = delete;

    /// Keeps the disk from filling up however long the benchmark runs.
    void trim() { log->apply_retention(0).run(); }

    std::unique_ptr<storage::log> log;

private:
    storage::posix_file_system files_;
    std::string folder_;
};

std::vector<std::byte> make_batch(std::size_t size, std::int64_t producer) {
    std::vector<std::byte> batch(size, std::byte{7});
    record::batch_header h;
    h.length = static_cast<std::int32_t>(size - record::batch_prefix_size);
    h.record_count = 10;
    h.last_offset_delta = 9;
    h.max_timestamp = h.base_timestamp = 1;
    h.producer_id = producer;
    h.producer_epoch = 0;
    h.base_sequence = 0;
    record::write_batch_header(h, batch.data());
    h.crc = record::batch_crc(batch);
    record::write_batch_header(h, batch.data());
    return batch;
}

void append(benchmark::State& state, std::size_t batches, std::size_t size) {
    scratch_log scratch;
    std::vector<std::vector<std::byte>> encoded;
    for (std::size_t i = 0; i < batches; ++i)
        encoded.push_back(make_batch(size, static_cast<std::int64_t>(i)));
    std::vector<storage::append_item> items;
    for (const auto& e : encoded) items.push_back(*storage::item_of(e));
    std::int32_t sequence = 0;
    for (auto _ : state) {
        for (auto& i : items) i.header.base_sequence = sequence;
        sequence += 10;
        scratch.log->append(items, 1);
        if (items[0].error) state.SkipWithError(items[0].error.message().c_str());
        if (scratch.log->segment_count() > 4) scratch.trim();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(batches));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(batches * size));
}

void append_one(benchmark::State& state) {
    append(state, 1, static_cast<std::size_t>(state.range(0)));
}

void append_sixteen_together(benchmark::State& state) {
    append(state, 16, static_cast<std::size_t>(state.range(0)));
}

// What the system call alone costs, as the floor of the above.
void write_one(benchmark::State& state) {
    const auto batch = make_batch(static_cast<std::size_t>(state.range(0)), -1);
    std::string name = std::filesystem::temp_directory_path() / "kafka-bench-XXXXXX";
    const std::string folder = ::mkdtemp(name.data());
    storage::posix_file_system files;
    const auto file = *files.open(folder + "/raw", storage::open_mode::create);
    const storage::bytes piece = batch;
    std::uint64_t position = 0;
    for (auto _ : state) {
        if (file->write_at(position, std::span(&piece, 1))) state.SkipWithError("write failed");
        position = (position + batch.size()) % (std::uint64_t{1} << 30);
    }
    state.SetItemsProcessed(state.iterations());
    std::filesystem::remove_all(folder);
}

void fill(scratch_log& scratch, std::size_t batches, std::size_t size) {
    const auto batch = make_batch(size, -1);
    for (std::size_t i = 0; i < batches; ++i) {
        auto item = *storage::item_of(batch);
        scratch.log->append(std::span(&item, 1), 1);
    }
}

void read_at_the_end(benchmark::State& state) {
    scratch_log scratch;
    fill(scratch, 20'000, 1'000);
    const auto end = scratch.log->end_offset();
    for (auto _ : state) benchmark::DoNotOptimize(scratch.log->read(end - 10, 1 << 20, end));
}

void read_anywhere(benchmark::State& state) {
    scratch_log scratch;
    fill(scratch, 20'000, 1'000);
    const auto end = scratch.log->end_offset();
    std::int64_t offset = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(scratch.log->read(offset, 50'000, end));
        offset = (offset + 7'919) % end;
    }
}

} // namespace

BENCHMARK(append_one)->Arg(200)->Arg(16 << 10)->Arg(1 << 20);
BENCHMARK(append_sixteen_together)->Arg(200)->Arg(16 << 10);
BENCHMARK(write_one)->Arg(200)->Arg(16 << 10)->Arg(1 << 20);
BENCHMARK(read_at_the_end);
BENCHMARK(read_anywhere);

BENCHMARK_MAIN();
