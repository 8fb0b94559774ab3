#include "producer/waiting_room.hpp"

#include <cstring>

namespace kafka::detail::producer {

namespace {

/// Copies views into one piece of memory.
class copier {
public:
    explicit copier(char* to) : at_(to) {}

    std::string_view copy(std::string_view from) {
        if (!from.empty()) std::memcpy(at_, from.data(), from.size());
        const std::string_view out(at_, from.size());
        at_ += from.size();
        return out;
    }
    bytes_view copy(bytes_view from) {
        return from.is_null() ? bytes_view() : bytes_view(copy(from.view()));
    }

private:
    char* at_;
};

std::size_t payload_of(const kafka::record& r) {
    auto n = r.key.size() + r.value.size();
    for (const auto& h : r.headers) n += h.key.size() + h.value.size();
    return n;
}

} // namespace

std::size_t waiting_record::bytes_of(const posting& from) {
    return sizeof(waiting_record) + payload_of(*from.what) +
           from.what->headers.size() * sizeof(header);
}

waiting_record::waiting_record(const posting& from, call_part part, std::size_t held,
                               outstanding::generation g)
    : bytes_(std::make_unique<char[]>(payload_of(*from.what) + 1)) // empty views point somewhere
    , headers_(std::make_unique<header[]>(from.what->headers.size()))
    , record_(*from.what)
    , timestamp_ms_(from.timestamp_ms)
    , callback_(from.callback)
    , part_(std::move(part))
    , held_(held)
    , generation_(g) {
    copier to(bytes_.get());
    record_.topic = {};
    record_.key = to.copy(from.what->key);
    record_.value = to.copy(from.what->value);
    for (std::size_t i = 0; i < from.what->headers.size(); ++i) {
        const auto& h = from.what->headers[i];
        headers_[i] = {to.copy(h.key), to.copy(h.value)};
    }
    record_.headers = {headers_.get(), from.what->headers.size()};
}

posting waiting_record::as_posting() const {
    return {.what = &record_,
            .timestamp_ms = timestamp_ms_,
            .callback = callback_,
            .part = part_.call ? &part_ : nullptr,
            .held = held_};
}

} // namespace kafka::detail::producer
