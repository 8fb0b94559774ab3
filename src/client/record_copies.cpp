#include "client/record_copies.hpp"

#include <cstring>

namespace kafka::detail::client {

record_copies::record_copies(std::span<const record> from) : records_(from.begin(), from.end()) {
    std::size_t bytes = 1; // empty views point somewhere
    std::size_t headers = 0;
    for (const auto& r : from) {
        bytes += r.topic.size() + r.key.size() + r.value.size();
        for (const auto& h : r.headers) bytes += h.key.size() + h.value.size();
        headers += r.headers.size();
    }
    bytes_ = std::make_unique<char[]>(bytes);
    free_ = bytes_.get();
    headers_.reserve(headers); // never moves: records view it
    for (auto& r : records_) {
        r.topic = keep(r.topic);
        r.key = keep(r.key);
        r.value = keep(r.value);
        const auto first = headers_.size();
        for (const auto& h : r.headers) headers_.push_back({keep(h.key), keep(h.value)});
        r.headers = std::span<const header>(headers_).subspan(first);
    }
}

std::string_view record_copies::keep(std::string_view from) {
    if (!from.empty()) std::memcpy(free_, from.data(), from.size());
    const std::string_view out(free_, from.size());
    free_ += from.size();
    return out;
}

bytes_view record_copies::keep(bytes_view from) {
    return from.is_null() ? bytes_view() : bytes_view(keep(from.view()));
}

} // namespace kafka::detail::client
