// An encoded message as the network sends it: runs of freshly encoded bytes with blobs between
// them, so that records go from the open batch or the file to the socket without a copy.
#pragma once

#include "wire/blob.hpp"
#include "wire/errc.hpp"

#include <memory>
#include <variant>
#include <vector>

namespace kafka::detail::wire {

struct gathered {
    using part = std::variant<bytes, file_slice>;

    std::vector<std::byte> head;                    // every encoded byte; parts view it
    std::vector<part> parts;                        // what to send, in order
    std::vector<std::shared_ptr<const void>> keeps; // alive until everything has left

    gathered() = default;
    gathered(gathered&&) = default; // moving a vector keeps its memory, so the views stay right
    gathered& operator=(gathered&&) = default;
    gathered(const gathered&) = delete;
    gathered& operator=(const gathered&) = delete;

    std::size_t size() const;
    bool has_files() const;
};

/// The sink that fills a `gathered`. `head_size` must be the exact size of everything but the
/// blobs.
class gather_writer {
public:
    gather_writer(gathered& out, std::size_t head_size);

    errc error = errc::ok;
    void put(const void* from, std::size_t n);
    void splice(const blob& b);
    /// Adds the bytes written since the last splice; call once at the end.
    void finish();

private:
    gathered& out_;
    std::size_t used_ = 0;
    std::size_t start_ = 0;
};

} // namespace kafka::detail::wire
