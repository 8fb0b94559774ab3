// What is behind kafka::batch.
#pragma once

#include "consumer/message_walk.hpp"

namespace kafka {

/// Decodes while it is walked. The first message is decoded ahead, so that `empty` can tell.
class batch::implementation {
public:
    explicit implementation(detail::consumer::message_walk walk);

    bool at_end() const { return at_end_; }
    const message& current() const { return walk_.current(); }
    /// Throws kafka::error at damage.
    void advance() {
        if (!walk_.next()) [[unlikely]]
            end();
    }
    const detail::consumer::fetched& what() const { return walk_.records().what(); }

private:
    void end();

    detail::consumer::message_walk walk_;
    bool at_end_ = false;
};

} // namespace kafka
