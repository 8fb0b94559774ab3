#include "storage/latest_offsets.hpp"

#include <algorithm>

namespace kafka::detail::storage {

namespace {

std::size_t slots_for(std::uint64_t keys, std::uint64_t most_bytes) {
    const auto wanted = keys + keys / 9 + 2;
    const auto possible = std::max<std::uint64_t>(most_bytes / latest_offsets::slot_size, 2);
    return static_cast<std::size_t>(std::min(wanted, possible));
}

} // namespace

latest_offsets::latest_offsets(std::uint64_t keys, std::uint64_t most_bytes,
                               const digest_secret& secret)
    : secret_(secret)
    , slots_(slots_for(keys, most_bytes))
    , most_(std::max<std::size_t>(slots_.size() - slots_.size() / 10 - 1, 1)) {}

std::size_t latest_offsets::slot_of(const key_digest& digest) const {
    auto at = static_cast<std::size_t>(digest.first % slots_.size());
    while (slots_[at].offset >= 0 && slots_[at].digest != digest)
        if (++at == slots_.size()) at = 0;
    return at;
}

bool latest_offsets::put(bytes key, std::int64_t offset) {
    const auto digest = digest_of(key, secret_);
    auto& s = slots_[slot_of(digest)];
    if (s.offset < 0) {
        if (size_ == most_) return false;
        ++size_;
        s.digest = digest;
    }
    s.offset = offset;
    return true;
}

std::optional<std::int64_t> latest_offsets::find(bytes key) const {
    const auto& s = slots_[slot_of(digest_of(key, secret_))];
    if (s.offset < 0) return std::nullopt;
    return s.offset;
}

} // namespace kafka::detail::storage
