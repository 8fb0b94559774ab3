// Walks fetched records as the messages that users see.
#pragma once

#include "consumer/record_walk.hpp"

#include <kafka/message.hpp>

namespace kafka::detail::consumer {

/// Keeps one message and moves its views along; what is the same for a whole batch is set once for
/// it, the counted reference included. Not thread-safe.
class message_walk {
public:
    message_walk() = default;
    explicit message_walk(record_walk records) : records_(std::move(records)) {}

    /// False at the end, and at damage.
    bool next() {
        record::record_view r;
        if (!records_.next(r)) return false;
        if (records_.batch_number() != batch_number_) begin_batch();
        message_.offset = r.offset;
        message_.timestamp = timestamp(std::chrono::milliseconds(r.timestamp));
        message_.key = r.key;
        message_.value = r.value;
        const auto headers = r.headers.encoded();
        message_.headers = {headers.data(), static_cast<std::int32_t>(r.headers.size())};
        return true;
    }
    const message& current() const { return message_; }
    record_walk& records() { return records_; }
    const record_walk& records() const { return records_; }

private:
    void begin_batch();

    record_walk records_;
    std::size_t batch_number_ = 0;
    message message_;
};

} // namespace kafka::detail::consumer
