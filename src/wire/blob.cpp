#include "wire/blob.hpp"

#include <algorithm>
#include <vector>

namespace kafka::detail::wire {

namespace {

std::vector<std::byte> flat(const blob& b) {
    std::vector<std::byte> out(b.data.begin(), b.data.end());
    for (auto piece : b.pieces) out.insert(out.end(), piece.begin(), piece.end());
    return out;
}

} // namespace

bool blob::operator==(const blob& other) const {
    return std::ranges::equal(files, other.files) && flat(*this) == flat(other);
}

} // namespace kafka::detail::wire
