#include "support/log_on_memory.hpp"

#include <gtest/gtest.h>

namespace kafka::testing {

namespace storage = detail::storage;

log_on_memory::log_on_memory() {
    disk.make_directory("/data");
    disk.make_directory(directory);
    disk.sync_directory("/data");
    disk.sync_directory("/");
    settings.directory = directory;
}

storage::failure log_on_memory::open() {
    log.reset();
    auto opened = storage::log::open(disk, settings);
    if (!opened) return opened.error();
    log = std::move(*opened);
    return {};
}

void log_on_memory::reopen() {
    EXPECT_FALSE(log->close());
    settings.clean = true;
    settings.recovery_point = log->durable_offset();
    settings.start_offset = log->start_offset();
    const auto failed = open();
    EXPECT_FALSE(failed.code) << failed.text;
    settings.clean = false;
}

storage::append_item log_on_memory::append(const batch_traits& traits, std::int64_t now) {
    const auto batch = make_log_batch(traits);
    auto item = *storage::item_of(batch);
    log->append(std::span(&item, 1), now);
    item.records = {};
    return item;
}

content log_on_memory::bytes_of(const storage::log_slice& slice) {
    content out(slice.length);
    if (slice.source) {
        EXPECT_EQ(slice.source->read_at(slice.position, out).bytes, out.size());
    }
    return out;
}

std::vector<detail::record::batch_header> log_on_memory::headers(std::int64_t offset,
                                                                 std::uint64_t max_bytes) {
    std::vector<detail::record::batch_header> all;
    while (true) {
        const auto r = log->read(offset, max_bytes, log->end_offset());
        EXPECT_FALSE(r.error) << r.error.message() << " at " << offset;
        const auto found = headers_in(bytes_of(r.slice));
        if (found.empty()) return all;
        all.insert(all.end(), found.begin(), found.end());
        offset = found.back().next_offset();
    }
}

std::vector<detail::record::batch_header> headers_in(std::span<const std::byte> batches) {
    std::vector<detail::record::batch_header> out;
    while (!batches.empty()) {
        const auto h = detail::record::read_batch_header(batches);
        if (!h || h->size() > batches.size()) {
            ADD_FAILURE() << "not whole batches";
            return out;
        }
        EXPECT_EQ(detail::record::batch_crc(batches.first(h->size())), h->crc);
        out.push_back(*h);
        batches = batches.subspan(h->size());
    }
    return out;
}

} // namespace kafka::testing
