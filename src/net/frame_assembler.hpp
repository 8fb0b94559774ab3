// Cuts the bytes of a connection into frames. Small frames share one inbox; a large one is received
// straight into its own memory, so that nothing is copied twice.
#pragma once

#include "net/frame_memory.hpp"

#include <optional>
#include <span>

namespace kafka::detail::net {

class frame_assembler {
public:
    explicit frame_assembler(std::shared_ptr<frame_memory> memory);

    /// Where the next bytes go; never empty after next() has returned nothing.
    std::span<std::byte> room();
    void received(std::size_t n);

    enum class state {
        more,      // the next frame is not whole yet
        complete,  // `out` is a frame
        bad_size,  // what stands there is no size of a frame
        too_large, // more than `largest`
    };
    /// Takes the next whole frame out. After bad_size or too_large the stream means nothing.
    state next(std::size_t largest, frame& out);

    /// What was received and is not part of a frame yet: for words about peers that do not speak
    /// Kafka.
    wire::bytes unread() const { return wire::bytes(inbox_).subspan(begin_, end_ - begin_); }

private:
    static constexpr std::size_t inbox_size = std::size_t{16} << 10;
    static constexpr std::size_t smallest_frame = 4; // the correlation id

    state begin_frame(std::size_t largest, frame& out);

    std::shared_ptr<frame_memory> source_;
    std::vector<std::byte> inbox_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::shared_ptr<std::byte> large_; // the frame that is being received, if it is a large one
    std::size_t large_size_ = 0;
    std::size_t large_filled_ = 0;
};

} // namespace kafka::detail::net
