#include "server/sender.hpp"

#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>

namespace kafka::detail::server {

namespace {

std::size_t size_of(const wire::gathered::part& part) {
    if (const auto* memory = std::get_if<wire::bytes>(&part)) return memory->size();
    return std::get<wire::file_slice>(part).length;
}

sender::result result_of_errno() {
    return errno == EAGAIN || errno == EWOULDBLOCK ? sender::result::would_block
                                                   : sender::result::failed;
}

} // namespace

sender::result sender::send(int socket) {
    while (!frames_.empty()) {
        if (frames_.front().parts.empty()) {
            frames_.pop_front();
            continue;
        }
        const auto* slice = std::get_if<wire::file_slice>(&current());
        const auto r = slice ? send_file(socket, *slice) : send_memory(socket);
        if (r != result::all_sent) return r;
    }
    return result::all_sent;
}

/// As many parts of memory as one call takes, across frames, up to the first file.
sender::result sender::send_memory(int socket) {
    std::array<iovec, 64> parts;
    std::size_t count = 0;
    bool file_follows = false;
    auto offset = offset_;
    auto at = part_;
    for (const auto& frame : frames_) {
        for (; at < frame.parts.size() && count < parts.size() && !file_follows; ++at) {
            const auto* memory = std::get_if<wire::bytes>(&frame.parts[at]);
            file_follows = memory == nullptr;
            if (file_follows) break;
            auto* data = const_cast<std::byte*>(memory->data());
            parts[count++] = {data + offset, memory->size() - offset};
            offset = 0;
        }
        if (file_follows || count == parts.size()) break;
        at = 0;
    }
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = count;
    const auto n = ::sendmsg(socket, &message, MSG_NOSIGNAL | (file_follows ? MSG_MORE : 0));
    if (n < 0) return errno == EINTR ? result::all_sent : result_of_errno();
    advance(static_cast<std::size_t>(n));
    return result::all_sent;
}

sender::result sender::send_file(int socket, const wire::file_slice& slice) {
    auto position = static_cast<off_t>(slice.position + offset_);
    const auto n = ::sendfile(socket, slice.descriptor, &position, slice.length - offset_);
    if (n < 0) return errno == EINTR ? result::all_sent : result_of_errno();
    // The file is shorter than the frame has announced: the framing cannot be saved.
    if (n == 0) return result::failed;
    advance(static_cast<std::size_t>(n));
    return result::all_sent;
}

void sender::advance(std::size_t sent) {
    offset_ += sent;
    while (!frames_.empty() && offset_ >= size_of(current())) {
        offset_ -= size_of(current());
        if (++part_ == frames_.front().parts.size()) {
            frames_.pop_front();
            part_ = 0;
            while (!frames_.empty() && frames_.front().parts.empty()) frames_.pop_front();
        }
        if (frames_.empty()) offset_ = 0;
    }
}

} // namespace kafka::detail::server
