// Where the bytes of a connection go. The answers are those of the system calls: how many bytes
// were taken, or -1 with errno.
#pragma once

#include "wire/gather.hpp"

#include <sys/types.h>
#include <sys/uio.h>

#include <span>

namespace kafka::detail::server {

class sink {
public:
    virtual ~sink() = default;

    /// `more_follows`: the rest of a message comes right after, so that a packet need not leave
    /// yet.
    virtual ssize_t write(std::span<const iovec> pieces, bool more_follows) = 0;
    /// `length` bytes of the file from `position`; 0 when it is shorter than that.
    virtual ssize_t write_file(int descriptor, off_t position, std::size_t length) = 0;
};

/// The socket as it is.
class plain_sink final : public sink {
public:
    explicit plain_sink(int socket) : socket_(socket) {}
    ssize_t write(std::span<const iovec> pieces, bool more_follows) override;
    ssize_t write_file(int descriptor, off_t position, std::size_t length) override;

private:
    int socket_;
};

} // namespace kafka::detail::server
