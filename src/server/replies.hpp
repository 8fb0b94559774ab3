// The answers of one connection, in the order of its requests whatever order they come in.
#pragma once

#include "wire/gather.hpp"

#include <cstdint>
#include <deque>
#include <string>

namespace kafka::detail::server {

class replies {
public:
    using number = std::uint64_t;

    /// A request was taken; its answer will come under the number.
    number expect();
    void answer(number request, wire::gathered&& response);
    /// This request has no answer.
    void nothing(number request);
    /// Nothing after this request is answered.
    void end_at(number request);

    /// Requests whose answer has not left yet.
    std::size_t outstanding() const { return slots_.size(); }
    /// Requests that the broker has not answered yet.
    std::size_t awaited() const { return awaited_; }
    /// Memory that answers hold until they leave; what is in files does not count.
    std::size_t unsent_bytes() const { return unsent_bytes_; }
    /// Everything before the end that `end_at` set has left.
    bool at_end() const { return slots_.empty() ? ended_ : slots_.front().is == content::end; }

    /// Answers that may leave now: `ready(0)` first, null behind the last one.
    const wire::gathered* ready(std::size_t index) const;
    /// The first one has left.
    void pop();
    /// The connection is gone: drops everything; what comes later is ignored.
    void abandon();

private:
    enum class content : std::uint8_t { awaited, response, nothing, end };
    struct slot {
        content is = content::awaited;
        std::size_t memory = 0;
        wire::gathered response = {};
    };

    /// Null for an answer that comes after the end.
    slot* awaited_slot(number request);
    void skip_silent();

    std::deque<slot> slots_;
    number first_ = 0; // the number of slots_.front()
    std::size_t awaited_ = 0;
    std::size_t unsent_bytes_ = 0;
    bool ended_ = false;
};

} // namespace kafka::detail::server
