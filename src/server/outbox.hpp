// The answers of one connection, kept in the order of its requests.
#pragma once

#include "wire/gather.hpp"

#include <deque>
#include <optional>
#include <string>

namespace kafka::detail::server {

/// Each request takes a place; whenever its answer comes, it leaves after those before it.
class outbox {
public:
    using place = std::uint64_t;

    /// For the next request.
    place take_place();
    void put_frame(place at, wire::gathered&& frame);
    void put_nothing(place at);
    /// Nothing leaves after this place.
    void put_end(place at, std::string reason);

    /// Requests without an answer so far.
    std::size_t outstanding() const { return slots_.size(); }
    /// The next answer whose turn it is.
    std::optional<wire::gathered> pop();
    /// Set when an end's turn has come.
    const std::optional<std::string>& ended() const { return ended_; }

private:
    enum class state { waiting, frame, nothing, end };
    struct slot {
        state is = state::waiting;
        wire::gathered frame;
        std::string reason;
    };
    slot* find(place at);
    void drop_settled();

    std::deque<slot> slots_;
    place first_ = 0; // of slots_.front()
    std::optional<std::string> ended_;
};

} // namespace kafka::detail::server
