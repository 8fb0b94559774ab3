#include "producer/split.hpp"

#include "record/compressor.hpp"
#include "record/record_view.hpp"

#include <limits>
#include <utility>

namespace kafka::detail::producer {

namespace {

using record::buffer;

buffer records_area(const record::sealed_batch& whole) {
    buffer all;
    auto skipped = record::batch_header_size; // it lies in the first piece
    for (auto piece : whole.pieces()) all.append(piece.subspan(std::exchange(skipped, 0)));
    return all;
}

} // namespace

std::optional<std::pair<record::batch_writer, record::batch_writer>>
split_records(const record::sealed_batch& whole, std::uint32_t first_count,
              const std::shared_ptr<record::chunk_pool>& chunks) {
    auto area = records_area(whole);
    if (whole.header().codec() != compression::none) {
        buffer plain;
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
