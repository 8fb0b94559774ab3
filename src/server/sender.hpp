// Puts gathered frames on a non-blocking socket: memory by one gathered call, files by sendfile.
#pragma once

#include "wire/gather.hpp"

#include <deque>
#include <system_error>

namespace kafka::detail::server {

class sender {
public:
    enum class result { all_sent, would_block, failed };

    void add(wire::gathered&& frame) { frames_.push_back(std::move(frame)); }
    bool idle() const { return frames_.empty(); }
    /// Sends until nothing is left, the socket is full, or it failed. The process must ignore or
    /// block SIGPIPE.
    result send(int socket);

private:
    result send_memory(int socket);
    result send_file(int socket, const wire::file_slice& slice);
    void advance(std::size_t sent);
    const wire::gathered::part& current() const { return frames_.front().parts[part_]; }

    std::deque<wire::gathered> frames_;
    std::size_t part_ = 0;   // of the front frame
    std::size_t offset_ = 0; // bytes of that part which have left
};

} // namespace kafka::detail::server
