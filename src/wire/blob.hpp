// The `records` field of Produce and Fetch: bytes that are never copied into a message. They lie in
// memory, in several pieces of memory (an open batch), or in a file (a log segment that leaves by
// sendfile).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace kafka::detail::wire {

using bytes = std::span<const std::byte>;

/// A part of an open file. Whoever sends it keeps the file open until it has left.
struct file_slice {
    int descriptor = -1;
    std::uint64_t position = 0;
    std::uint64_t length = 0;

    bool operator==(const file_slice&) const = default;
};

struct blob {
    bytes data;                        // after decoding: always here
    std::span<const bytes> pieces;     // to send: in this order, after `data`
    std::span<const file_slice> files; // to send: in this order, after `pieces`

    blob() = default;
    blob(bytes in_memory) : data(in_memory) {}

    std::size_t size() const {
        std::size_t n = data.size();
        for (auto p : pieces) n += p.size();
        for (const auto& f : files) n += f.length;
        return n;
    }
    /// Compares what is in memory: a file's bytes are not known here.
    bool operator==(const blob& other) const;
};

} // namespace kafka::detail::wire
