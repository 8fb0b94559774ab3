// Memory for response frames. Large blocks are used again: fresh ones cost a page fault for each
// 4 KiB, which is a third of what reading a message may cost.
#pragma once

#include "wire/blob.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace kafka::detail::net {

/// One response without its size field. Whoever holds `memory` may keep views of `bytes`.
struct frame {
    std::shared_ptr<const std::byte> memory = {};
    wire::bytes bytes = {};
};

/// Thread-safe; blocks keep it alive, and come back to it from whichever thread drops the last
/// reference.
class frame_memory : public std::enable_shared_from_this<frame_memory> {
public:
    explicit frame_memory(std::size_t keep_bytes = std::size_t{8} << 20)
        : keep_bytes_(keep_bytes) {}

    /// Uninitialised, at least `size` bytes. Throws std::bad_alloc.
    std::shared_ptr<std::byte> take(std::size_t size);
    /// Capacity of the blocks that wait for their next use.
    std::size_t bytes_kept() const;

private:
    using block = std::unique_ptr<std::byte[]>;
    static constexpr std::size_t smallest = std::size_t{64} << 10; // below that malloc is as good
    static constexpr std::size_t classes = 12;                     // up to 128 MiB

    block reuse(std::size_t size_class);
    void give_back(std::byte* memory, std::size_t size_class) noexcept;

    mutable std::mutex mutex_;
    std::array<std::vector<block>, classes> free_;
    std::size_t keep_bytes_;
    std::size_t bytes_kept_ = 0;
};

} // namespace kafka::detail::net
