#include "server/sink.hpp"

#include <sys/sendfile.h>
#include <sys/socket.h>

namespace kafka::detail::server {

ssize_t plain_sink::write(std::span<const iovec> pieces, bool more_follows) {
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(pieces.data());
    message.msg_iovlen = pieces.size();
    return ::sendmsg(socket_, &message, MSG_NOSIGNAL | (more_follows ? MSG_MORE : 0));
}

ssize_t plain_sink::write_file(int descriptor, off_t position, std::size_t length) {
    return ::sendfile(socket_, descriptor, &position, length);
}

} // namespace kafka::detail::server
