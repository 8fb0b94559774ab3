// Cuts what a connection sends into request frames. A frame is handled where it was received; its
// memory grows with the bytes that came, never with the size that was claimed.
#pragma once

#include "server/block_cache.hpp"
#include "wire/blob.hpp"

#include <cstdint>
#include <span>

namespace kafka::detail::server {

class frame_input {
public:
    frame_input(block_cache& memory, std::size_t limit) : memory_(memory), limit_(limit) {}
    ~frame_input() { memory_.give_back(std::move(large_)); }
    frame_input(const frame_input&) = delete;
    frame_input& operator=(const frame_input&) = delete;

    /// Where the next bytes go: never empty. Ends the life of frames that were taken.
    std::span<std::byte> room();
    void received(std::size_t n) { end_ += n; }
    /// Forgets what was received.
    void drop();

    enum class state {
        more,     // the next frame is not whole yet
        complete, // `frame` is one, without its size field
        bad_size, // negative, or more than the limit: the stream means nothing from here on
    };
    state next(wire::bytes& frame);

    /// What was received and not taken.
    wire::bytes unread() const { return {data() + begin_, end_ - begin_}; }
    /// The size field at the front; only after bad_size.
    std::int32_t claimed_size() const;

private:
    /// Connections that rest hold this much and no more. Most requests fit.
    static constexpr std::size_t resting_capacity = std::size_t{4} << 10;
    /// A claimed size up to this is believed at once: untouched memory costs nothing.
    static constexpr std::size_t believed = std::size_t{1} << 20;
    /// How far behind a large frame is read: what is read must be moved to the front afterwards.
    static constexpr std::size_t ahead = std::size_t{4} << 10;

    std::byte* data() { return large_.memory ? large_.memory.get() : resting_.get(); }
    const std::byte* data() const { return large_.memory ? large_.memory.get() : resting_.get(); }
    std::size_t capacity() const { return large_.memory ? large_.capacity : resting_capacity; }
    /// Bytes of the frame at the front with its size field; 0 when that is not known yet.
    std::size_t wanted() const;
    void move_to(block&& to);
    void make_place(std::size_t wanted);

    block_cache& memory_;
    std::size_t limit_;
    std::unique_ptr<std::byte[]> resting_ =
        std::make_unique_for_overwrite<std::byte[]>(resting_capacity);
    block large_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

} // namespace kafka::detail::server
