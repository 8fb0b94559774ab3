#include "producer/split.hpp"

#include "record/compressor.hpp"
#include "record/record_view.hpp"

#include <limits>

namespace kafka::detail::producer {

namespace {

using byte_string = std::vector<std::byte>;

byte_string records_area(const record::sealed_batch& whole) {
    byte_string all;
    for (auto piece : whole.pieces()) all.insert(all.end(), piece.begin(), piece.end());
    all.erase(all.begin(), all.begin() + record::batch_header_size);
    return all;
}

} // namespace

std::optional<std::pair<record::batch_writer, record::batch_writer>>
split_records(const record::sealed_batch& whole, std::uint32_t first_count,
              const std::shared_ptr<record::chunk_pool>& chunks) {
    auto area = records_area(whole);
    if (whole.header().codec() != compression::none) {
        byte_string plain;
        const auto limit = static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max());
        if (record::decompress(whole.header().codec(), area, limit, plain) != record::errc::ok)
            return std::nullopt;
        area = std::move(plain);
    }
    std::pair out(record::batch_writer{chunks}, record::batch_writer{chunks});
    record::record_cursor records(whole.header(), area);
    std::vector<header> headers;
    std::uint32_t n = 0;
    for (record::record_view r; records.next(r); ++n) {
        headers.clear();
        for (const auto& h : r.headers) headers.push_back(h);
        auto& half = n < first_count ? out.first : out.second;
        const kafka::record copy{.key = r.key, .value = r.value, .headers = headers};
        if (half.append(copy, r.timestamp) != record::errc::ok) return std::nullopt;
    }
    if (records.error() != record::errc::ok) return std::nullopt;
    return out;
}

} // namespace kafka::detail::producer
