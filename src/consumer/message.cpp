#include <kafka/message.hpp>

#include "wire/varint.hpp"

#include <cstring>

namespace kafka {

namespace {

using detail::wire::get_varint;

// The bytes were checked when the record was decoded, so they cannot end too early.
const std::byte* read_length(const std::byte* at, std::int32_t& n) {
    return get_varint(at, at + detail::wire::max_varint_bytes, n);
}

const std::byte* read_text(const std::byte* at, std::int32_t n, bytes_view& out) {
    out = bytes_view(std::span(at, static_cast<std::size_t>(n)));
    return at + n;
}

const std::byte* read_header(const std::byte* at, header& out) {
    std::int32_t n = 0;
    bytes_view key;
    at = read_length(at, n);
    at = read_text(at, n, key);
    out.key = key.view();
    at = read_length(at, n);
    out.value = {};
    return n < 0 ? at : read_text(at, n, out.value);
}

/// Where the encoded headers end.
const std::byte* end_of_headers(const std::byte* at, std::size_t count) {
    header ignored;
    while (count-- > 0) at = read_header(at, ignored);
    return at;
}

/// Copies bytes into `to`, which moves on; null stays null.
bytes_view copy(bytes_view from, char*& to) {
    if (from.is_null()) return {};
    if (!from.empty()) std::memcpy(to, from.data(), from.size());
    const std::string_view out(to, from.size());
    to += from.size();
    return out;
}

} // namespace

header_range::iterator& header_range::iterator::operator++() {
    if (--left_ > 0) next_ = read_header(next_, current_);
    return *this;
}

header_range::iterator header_range::begin() const {
    iterator first;
    first.left_ = count_;
    if (count_ > 0) first.next_ = read_header(encoded_, first.current_);
    return first;
}

std::optional<bytes_view> header_range::find(std::string_view key) const {
    std::optional<bytes_view> last;
    for (const auto& h : *this)
        if (h.key == key) last = h.value;
    return last;
}

message message::detach() const {
    const auto headers_size =
        headers.empty()
            ? 0
            : static_cast<std::size_t>(end_of_headers(headers.encoded(), headers.size()) -
                                       headers.encoded());
    const bytes_view encoded(std::span(headers.encoded(), headers_size));
    const auto size = topic.size() + key.size() + value.size() + headers_size;
    auto memory = std::make_shared<char[]>(size);
    auto* to = memory.get();
    auto out = *this;
    out.topic = copy(topic, to).view();
    out.key = copy(key, to);
    out.value = copy(value, to);
    if (!headers.empty())
        out.headers = {copy(encoded, to).bytes().data(), static_cast<std::int32_t>(headers.size())};
    out.keeps = std::move(memory);
    return out;
}

} // namespace kafka
