#include "record/batch_view.hpp"

#include "wire/byte_order.hpp"

#include <algorithm>

namespace kafka::detail::record {

namespace {

// All magics share the offset, the length and the place of the magic.
constexpr std::size_t length_at = 8;
constexpr std::size_t magic_at = 16;
constexpr std::int32_t smallest_legacy_length = 14; // CRC, magic, attributes, two null fields

} // namespace

errc judge_batch(bytes from) {
    if (from.size() < batch_prefix_size) return errc::truncated;
    const auto length = wire::load<std::int32_t>(from.data() + length_at);
    if (length < smallest_legacy_length) return errc::bad_length;
    if (from.size() <= magic_at) return errc::truncated;
    const auto magic = wire::load<std::int8_t>(from.data() + magic_at);
    if (magic < 0 || magic > current_magic) return errc::bad_magic;
    const auto size = batch_prefix_size + static_cast<std::size_t>(length);
    if (magic == current_magic && size < batch_header_size) return errc::bad_length;
    if (size > from.size()) return errc::truncated;
    return magic == current_magic ? errc::ok : errc::old_magic;
}

std::optional<batch_view> batch_cursor::next() {
    const auto left = rest();
    if (error_ != errc::ok || left.empty()) return std::nullopt;
    error_ = judge_batch(left);
    if (error_ != errc::ok) return std::nullopt;
    const auto header = *read_batch_header(left);
    position_ += header.size();
    return batch_view{header, left.first(header.size())};
}

void batch_cursor::skip(std::size_t n) {
    position_ += std::min(n, rest().size());
    error_ = errc::ok;
}

} // namespace kafka::detail::record
