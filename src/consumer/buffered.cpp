#include "consumer/buffered.hpp"

#include <algorithm>

namespace kafka::detail::consumer {

void buffered::push(fetched what, std::int32_t from_node) {
    bytes_[from_node] += what.records.size();
    pieces_.push_back({std::move(what), from_node});
}

std::optional<fetched> buffered::pop() {
    if (pieces_.empty()) return std::nullopt;
    forget(pieces_.front());
    auto out = std::move(pieces_.front().what);
    pieces_.pop_front();
    return out;
}

void buffered::drop(std::int32_t partition) {
    std::erase_if(pieces_, [&](const piece& p) {
        if (p.what.partition != partition) return false;
        forget(p);
        return true;
    });
}

bool buffered::extend(std::int32_t partition, std::int64_t next) {
    for (auto p = pieces_.rbegin(); p != pieces_.rend(); ++p) {
        if (p->what.partition != partition) continue;
        p->what.next = next;
        return true;
    }
    return false;
}

std::size_t buffered::bytes_of(std::int32_t node) const {
    const auto found = bytes_.find(node);
    return found == bytes_.end() ? 0 : found->second;
}

} // namespace kafka::detail::consumer
