// What is behind kafka::batch.
#pragma once

#include "consumer/message_walk.hpp"

namespace kafka {

namespace detail::consumer {

/// Who is told when a piece turns out to be damaged while somebody walks it.
struct damage_listener {
    virtual ~damage_listener() = default;
    virtual void damaged(const fetched& what, std::int64_t offset, cluster::failure why) = 0;
};

} // namespace detail::consumer

/// Decodes while it is walked; one message is decoded ahead, so that `empty` can tell. At damage
/// the walk ends, and the reader's next call says why.
class batch::implementation {
public:
    using walk = detail::consumer::message_walk;
    using listener = std::shared_ptr<detail::consumer::damage_listener>;

    implementation(walk messages, listener told)
        : walk_(std::move(messages))
        , told_(std::move(told)) {
        advance();
    }

    bool at_end() const { return at_end_; }
    const message& current() const { return walk_.current(); }
    void advance() {
        if (!walk_.next()) [[unlikely]]
            end();
    }
    /// Of the message behind the current one.
    std::int64_t next_offset() const { return walk_.records().position(); }
    const detail::consumer::fetched& what() const { return walk_.records().what(); }

private:
    void end();

    walk walk_;
    listener told_;
    bool at_end_ = false;
};

} // namespace kafka
