// The records of one fetch over a connection.
#pragma once

#include <kafka/message.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <system_error>

namespace kafka {

/// What `connection::read_batch` returns: a range of messages that view one buffer. As long as it
/// is open it holds the connection's turn to read, and nobody else reads there; `close`, which the
/// destructor calls, gives the turn back and moves the connection to behind what was read here.
///     for (const kafka::message& m : connection.read_batch(ctx, 1, 1'000'000)) ...
/// Each batch's CRC is checked when it is reached. Control batches and empty ones are passed over,
/// and the position moves past them. Thread-safety: one thread at a time; it may be moved to
/// another thread. None of the calls waits.
class connection_batch {
public:
    class implementation;

    class iterator {
    public:
        using value_type = message;
        using difference_type = std::ptrdiff_t;
        iterator() = default;
        const message& operator*() const { return *current_; }
        const message* operator->() const { return current_; }
        iterator& operator++();
        void operator++(int) { ++*this; }
        friend bool operator==(const iterator& a, std::default_sentinel_t) {
            return a.current_ == nullptr;
        }

    private:
        friend class connection_batch;
        explicit iterator(implementation* body);
        implementation* body_ = nullptr;
        const message* current_ = nullptr;
    };

    connection_batch();
    ~connection_batch();
    connection_batch(connection_batch&&) noexcept;
    connection_batch& operator=(connection_batch&&) noexcept;

    /// Walks what is left. A message is read as soon as the iterator stands on it, and is valid
    /// until the iterator moves on, unless it is copied. Damage ends the walk: see `error`.
    iterator begin();
    std::default_sentinel_t end() const { return {}; }

    /// Copies the next message's value to the front of `into` and returns its size; empty when
    /// nothing is left. Throws kafka::error: std::errc::no_buffer_space when `into` is too short
    /// (nothing is copied, and the same message comes again), errc::corrupt_batch and the like at
    /// damage, errc::closed after `close`.
    std::optional<std::size_t> read(std::span<std::byte> into);
    std::optional<std::size_t> read(std::span<char> into) {
        return read(std::as_writable_bytes(into));
    }
    /// The next message; empty when nothing is left. Throws as `read` does.
    std::optional<message> read_message();

    /// Whether nothing is left to read. True also at damage.
    bool empty() const;
    /// For how long the broker asks its client to keep quiet.
    std::chrono::milliseconds throttle() const;
    /// The partition's high watermark when this was fetched: the offset of the next record to be
    /// written.
    std::int64_t high_watermark() const;
    std::int32_t partition() const;
    /// Of the next message to be read.
    std::int64_t offset() const;
    /// Empty until damage was found; then what `read` throws.
    std::error_code error() const;

    /// Gives the turn to read back. May be called again. What was copied out stays valid.
    void close();

    explicit connection_batch(std::unique_ptr<implementation> body); // made by the library

private:
    std::unique_ptr<implementation> body_;
};

} // namespace kafka
