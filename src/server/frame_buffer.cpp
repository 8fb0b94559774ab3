#include "server/frame_buffer.hpp"

#include "wire/byte_order.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace kafka::detail::server {

namespace {

constexpr std::size_t size_field = 4;
constexpr std::size_t usual_size = 16 * 1024;
constexpr std::size_t kept_size = 256 * 1024; // a larger buffer is not kept for the next frame

} // namespace

std::string describe_strange_bytes(wire::bytes first) {
    const std::string_view text(reinterpret_cast<const char*>(first.data()), first.size());
    constexpr std::array methods{"GET ", "POST", "HEAD", "PUT ", "OPTI", "PATC", "DELE", "CONN"};
    for (const auto* method : methods)
        if (text.starts_with(method)) return "an HTTP request";
    if (first.size() >= 2 && first[0] == std::byte{0x16} && first[1] == std::byte{0x03})
        return "a TLS handshake";
    if (text.starts_with("SSH-")) return "an SSH client";
    return {};
}

std::size_t frame_buffer::announced() const {
    if (unread() < size_field) return 0;
    return size_field + wire::load<std::uint32_t>(memory_.data() + begin_);
}

std::span<std::byte> frame_buffer::room() {
    if (begin_ == end_ && memory_.size() > kept_size) memory_ = {};
    if (begin_ > 0) {
        std::memmove(memory_.data(), memory_.data() + begin_, unread());
        end_ -= begin_;
        begin_ = 0;
    }
    const auto wanted = std::max(announced(), usual_size);
    // Doubling, so that announcing a large frame costs its sender as many bytes as it costs us
    // memory.
    if (end_ == memory_.size() || memory_.empty())
        memory_.resize(std::min(wanted, std::max(usual_size, memory_.size() * 2)));
    return std::span(memory_).subspan(end_);
}

std::optional<wire::bytes> frame_buffer::next() {
    if (unread() < size_field || !mistake_.empty()) return std::nullopt;
    const auto size = wire::load<std::int32_t>(memory_.data() + begin_);
    if (size < 0 || static_cast<std::size_t>(size) > largest_) {
        const auto strange = describe_strange_bytes({memory_.data() + begin_, unread()});
        mistake_ = strange.empty()
                       ? "a request of " + std::to_string(size) + " bytes; at most " +
                             std::to_string(largest_) + " are taken (socket.request.max.bytes)"
                       : strange + " on the port of the Kafka protocol";
        return std::nullopt;
    }
    const auto whole = size_field + static_cast<std::size_t>(size);
    if (unread() < whole) return std::nullopt;
    const wire::bytes frame{memory_.data() + begin_ + size_field, static_cast<std::size_t>(size)};
    begin_ += whole;
    return frame;
}

} // namespace kafka::detail::server
