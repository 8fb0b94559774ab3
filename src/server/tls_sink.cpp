#include "server/tls_sink.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace kafka::detail::server {

namespace {

using state = net::tls_session::state;

// As large as a record of TLS may be: small pieces share one. The network has one thread.
using record_buffer = std::array<std::byte, 16 * 1024>;
record_buffer& shared_buffer() {
    static thread_local record_buffer buffer;
    return buffer;
}

ssize_t as_system_call(state of, std::size_t n) {
    switch (of) {
    case state::done:
        return static_cast<ssize_t>(n);
    case state::wants_read:
    case state::wants_write:
        errno = EAGAIN;
        return -1;
    case state::closed:
    case state::failed:
        break;
    }
    errno = EPIPE;
    return -1;
}

} // namespace

ssize_t tls_sink::write_record(wire::bytes record) {
    std::size_t n = 0;
    const auto result = session_.write_some(record, n);
    return as_system_call(result, n);
}

// What is not taken comes again with the same bytes in front, as OpenSSL wants it: the pieces are
// gathered from where the last write ended.
ssize_t tls_sink::write(std::span<const iovec> pieces, bool) {
    auto& buffer = shared_buffer();
    std::size_t filled = 0;
    for (const auto& piece : pieces) {
        const auto n = std::min(piece.iov_len, buffer.size() - filled);
        std::memcpy(buffer.data() + filled, piece.iov_base, n);
        filled += n;
    }
    return write_record({buffer.data(), filled});
}

ssize_t tls_sink::write_file(int descriptor, off_t position, std::size_t length) {
    if (session_.is_sent_by_kernel()) {
        std::size_t n = 0;
        const auto result = session_.send_file(descriptor, position, length, n);
        return as_system_call(result, n);
    }
    auto& buffer = shared_buffer();
    const auto n = ::pread(descriptor, buffer.data(), std::min(length, buffer.size()), position);
    return n <= 0 ? n : write_record({buffer.data(), static_cast<std::size_t>(n)});
}

} // namespace kafka::detail::server
