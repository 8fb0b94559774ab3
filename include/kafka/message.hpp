// What is received: a message, and a batch of them that share one buffer.
#pragma once

#include <kafka/bytes_view.hpp>
#include <kafka/record.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kafka {

/// Whether a record's time was set by its producer or by the broker.
enum class timestamp_type : std::int8_t { none = -1, create_time = 0, log_append_time = 1 };

/// The headers of a received message, decoded while one walks them. Order and duplicates are kept.
class header_range {
public:
    class iterator {
    public:
        using value_type = header;
        using difference_type = std::ptrdiff_t;
        iterator() = default;
        const header& operator*() const { return current_; }
        const header* operator->() const { return &current_; }
        iterator& operator++();
        iterator operator++(int) {
            auto before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(const iterator& a, const iterator& b) { return a.left_ == b.left_; }

    private:
        friend class header_range;
        const std::byte* next_ = nullptr;
        std::int32_t left_ = 0;
        header current_ = {};
    };

    header_range() = default;
    /// `encoded` was checked when the batch was received.
    header_range(const std::byte* encoded, std::int32_t count) : encoded_(encoded), count_(count) {}

    std::size_t size() const { return static_cast<std::size_t>(count_); }
    bool empty() const { return count_ == 0; }
    const std::byte* encoded() const { return encoded_; }
    iterator begin() const;
    iterator end() const { return {}; }
    /// The value of the last header with this key; empty optional when there is none.
    std::optional<bytes_view> find(std::string_view key) const;

private:
    const std::byte* encoded_ = nullptr;
    std::int32_t count_ = 0;
};

/// A received record. Its views stay valid as long as the message, or a copy of it, lives: each
/// holds a counted reference to the response it came in. Copying is cheap, but keeps the whole
/// response in memory and in the reader's byte budget; `detach` copies the message out of it.
struct message {
    std::string_view topic = {};
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    /// The partition's high watermark when this was fetched: the offset of the next record to be
    /// written.
    std::int64_t high_watermark = 0;
    bytes_view key = {};
    bytes_view value = {};
    header_range headers = {};
    kafka::timestamp timestamp = {};
    kafka::timestamp_type timestamp_type = kafka::timestamp_type::create_time;
    /// The epoch of the leader that wrote the batch; -1 when unknown.
    std::int32_t leader_epoch = -1;

    /// Records behind this one when it was fetched.
    std::int64_t lag() const { return high_watermark - offset - 1; }
    std::chrono::milliseconds age(kafka::timestamp now) const { return now - timestamp; }
    /// A copy with memory of its own.
    message detach() const;

    std::shared_ptr<const void> keeps = {}; ///< what the views point into
};

/// Many messages of one partition that view one buffer: the fast way to receive.
///     for (const kafka::message& m : reader.fetch_batch(ctx)) ...
/// Messages are decoded while one walks; each is valid until the iterator moves on, unless it is
/// copied, which takes a counted reference. Walk a batch from one thread at a time. Where records
/// turn out to be damaged the walk ends, and the reader's next call throws what is wrong.
class batch {
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
        friend class batch;
        explicit iterator(implementation* body);
        implementation* body_ = nullptr;
        const message* current_ = nullptr;
    };

    batch();
    ~batch();
    batch(batch&&) noexcept;
    batch& operator=(batch&&) noexcept;

    std::string_view topic() const;
    std::int32_t partition() const;
    std::int64_t high_watermark() const;
    /// No message left (also: the reader was closed).
    bool empty() const;
    iterator begin();
    std::default_sentinel_t end() const { return {}; }

    explicit batch(std::unique_ptr<implementation> body); // made by the library

private:
    std::unique_ptr<implementation> body_;
};

} // namespace kafka
