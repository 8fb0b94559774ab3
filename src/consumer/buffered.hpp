// What has arrived and waits for the application: whole pieces of answers, never single messages.
#pragma once

#include "consumer/fetched.hpp"

#include <deque>
#include <map>
#include <optional>

namespace kafka::detail::consumer {

/// Not thread-safe.
class buffered {
public:
    void push(fetched what, std::int32_t from_node);
    /// The oldest one.
    std::optional<fetched> pop();
    /// What was fetched of a partition is not wanted any more.
    void drop(std::int32_t partition);
    /// The last piece of the partition now ends at `next`: nothing that follows is for the
    /// application. False when nothing of the partition waits.
    bool extend(std::int32_t partition, std::int64_t next);

    bool empty() const { return pieces_.empty(); }
    /// Bytes that one broker has given and that still wait.
    std::size_t bytes_of(std::int32_t node) const;

private:
    struct piece {
        fetched what;
        std::int32_t node;
    };
    void forget(const piece& p) { bytes_[p.node] -= p.what.records.size(); }

    std::deque<piece> pieces_;
    std::map<std::int32_t, std::size_t> bytes_; // by node
};

} // namespace kafka::detail::consumer
