// Record batches: what a consumer walks and what a broker judges before an append.
#include "messages.hpp"

#include "record/batch_view.hpp"
#include "record/compressor.hpp"
#include "record/legacy_read.hpp"
#include "record/record_view.hpp"
#include "record/validate.hpp"
#include "wire/byte_order.hpp"

namespace record = kafka::detail::record;

namespace {

constexpr std::size_t limit = 1 << 20;

void walk_records(const record::batch_header& header, record::bytes records) {
    record::record_cursor cursor(header, records);
    record::record_view r;
    std::size_t bytes = 0;
    while (cursor.next(r)) {
        bytes += r.key.size() + r.value.size();
        for (const auto& h : r.headers) bytes += h.key.size() + h.value.size();
    }
    kafka::fuzz::require(bytes <= records.size(), "records view no more than their area");
}

void walk_batches(record::bytes data) {
    record::batch_cursor batches(data);
    while (const auto batch = batches.next()) {
        if (batch->header.codec() == kafka::compression::none) {
            walk_records(batch->header, batch->records());
            continue;
        }
        record::buffer plain;
        if (record::decompress(batch->header.codec(), batch->records(), limit, plain) ==
            record::errc::ok)
            walk_records(batch->header, plain);
        kafka::fuzz::require(plain.size() <= limit, "decompression keeps its limit");
    }
    kafka::fuzz::require(batches.position() <= data.size(), "the cursor stays inside");
}

void walk_legacy(record::bytes data) {
    record::legacy_cursor messages(data, limit);
    record::record_view r;
    for (int i = 0; i < 10'000 && messages.next(r); ++i) {}
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const record::bytes input{reinterpret_cast<const std::byte*>(data), size};
    walk_batches(input);
    walk_legacy(input);
    // A checksum that is right lets the fuzzer get past the first check.
    std::vector<std::byte> mended(input.begin(), input.end());
    if (mended.size() >= record::batch_header_size) {
        const auto crc = record::batch_crc(mended);
        kafka::detail::wire::store(mended.data() + 17, crc);
    }
    record::append_rules rules;
    rules.max_decompressed_bytes = limit;
    rules.compacted = size % 2 == 1;
    record::validate(mended, rules);
    return 0;
}
