#include "consumer/seek.hpp"

#include <kafka/offset.hpp>

namespace kafka::detail::consumer {

namespace {

std::optional<std::int64_t> sum(std::int64_t a, std::int64_t b) {
    std::int64_t out = 0;
    if (__builtin_add_overflow(a, b, &out)) return std::nullopt;
    return out;
}

std::optional<std::int64_t> difference(std::int64_t a, std::int64_t b) {
    std::int64_t out = 0;
    if (__builtin_sub_overflow(a, b, &out)) return std::nullopt;
    return out;
}

/// An offset for what stands for one.
std::int64_t resolved(std::int64_t position, log_bounds within) {
    if (position == first_offset) return within.first;
    return position == last_offset ? within.last : position;
}

} // namespace

std::optional<std::int64_t> target_without_bounds(const seek& s, std::int64_t position) {
    if (s.from == whence::absolute && s.offset == position) return position;
    if (s.check == seek_check::check) return std::nullopt;
    if (s.from == whence::absolute && s.offset >= first_offset) return s.offset;
    if (s.from != whence::current || position < 0) return std::nullopt;
    const auto out = sum(position, s.offset);
    return out && *out >= 0 ? out : std::nullopt;
}

std::optional<std::int64_t> target_of(const seek& s, std::int64_t position, log_bounds within) {
    std::optional<std::int64_t> out = s.offset;
    if (s.from == whence::start) out = sum(within.first, s.offset);
    if (s.from == whence::end) out = difference(within.last, s.offset);
    if (s.from == whence::current) out = sum(resolved(position, within), s.offset);
    if (!out || *out < within.first || *out > within.last) return std::nullopt;
    return out;
}

seek_position position_of(std::int64_t offset) {
    if (offset == first_offset) return {0, whence::start};
    if (offset == last_offset) return {0, whence::end};
    return {offset, whence::absolute};
}

} // namespace kafka::detail::consumer
