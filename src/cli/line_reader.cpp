#include "cli/line_reader.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace kafka::detail::cli {

line_reader::line_reader(int descriptor, char delimiter, std::stop_token stop)
    : descriptor_(descriptor)
    , delimiter_(delimiter)
    , stop_(std::move(stop)) {
    if (stop_.stop_possible()) stopped_ = ::eventfd(0, EFD_CLOEXEC);
}

line_reader::~line_reader() {
    if (stopped_ >= 0) ::close(stopped_);
}

/// False after a stop.
bool line_reader::wait_for_input() const {
    if (stopped_ < 0) return true;
    const std::stop_callback wake(stop_, [this] { ::eventfd_write(stopped_, 1); });
    pollfd both[] = {{descriptor_, POLLIN, 0}, {stopped_, POLLIN, 0}};
    while (::poll(both, 2, -1) < 0 && errno == EINTR) {}
    return !stop_.stop_requested();
}

bool line_reader::fill() {
    constexpr std::size_t at_once = 256 * 1024;
    buffer_.erase(0, start_);
    start_ = 0;
    if (!wait_for_input()) {
        buffer_.clear(); // a line that is not whole
        ended_ = true;
        return false;
    }
    const auto before = buffer_.size();
    buffer_.resize(before + at_once);
    ssize_t n = 0;
    do n = ::read(descriptor_, buffer_.data() + before, at_once);
    while (n < 0 && errno == EINTR);
    buffer_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    ended_ = n <= 0;
    return !ended_;
}

std::string_view line_reader::take(std::size_t length) {
    std::string_view line(buffer_.data() + start_, length);
    start_ += length;
    ++number_;
    return line;
}

std::optional<std::string_view> line_reader::next() {
    std::size_t searched = start_;
    for (;;) {
        const auto at = buffer_.find(delimiter_, searched);
        if (at != buffer_.npos) {
            auto line = take(at + 1 - start_);
            line.remove_suffix(1);
            if (delimiter_ == '\n' && line.ends_with('\r')) line.remove_suffix(1);
            return line;
        }
        const auto pending = buffer_.size() - start_;
        if (!ended_ && fill()) {
            searched = pending;
            continue;
        }
        if (buffer_.size() == start_) return std::nullopt;
        return take(buffer_.size() - start_);
    }
}

} // namespace kafka::detail::cli
