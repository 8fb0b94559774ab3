// A bounds-checked cursor over bytes from outside.
#pragma once

#include "wire/blob.hpp"
#include "wire/byte_order.hpp"
#include "wire/errc.hpp"
#include "wire/field.hpp"
#include "wire/varint.hpp"

namespace kafka::detail::wire {

/// The first failure sticks and parks the cursor at the end; every later read yields zero. So
/// callers check once, when they are done. What it returns views the frame.
class reader {
public:
    explicit reader(bytes in) : current_(in.data()), end_(in.data() + in.size()) {}

    std::size_t left() const { return static_cast<std::size_t>(end_ - current_); }
    const std::byte* position() const { return current_; }
    errc error() const { return error_; }
    bool good() const { return error_ == errc::ok; }

    void fail(errc e) {
        if (good()) error_ = e;
        current_ = end_;
    }

    bytes take(std::size_t n) {
        if (n > left()) {
            fail(errc::truncated);
            return {};
        }
        bytes out{current_, n};
        current_ += n;
        return out;
    }

    template <std::integral T>
    T fixed() {
        if (left() < sizeof(T)) {
            fail(errc::truncated);
            return 0;
        }
        const T value = load<T>(current_);
        current_ += sizeof(T);
        return value;
    }

    std::uint32_t unsigned_varint() {
        std::uint64_t out = 0;
        const auto* next = get_unsigned_varint(current_, end_, out, max_varint_bytes);
        if (next == nullptr || out > 0xffffffffu) {
            fail(left() < max_varint_bytes ? errc::truncated : errc::bad_varint);
            return 0;
        }
        current_ = next;
        return static_cast<std::uint32_t>(out);
    }

    /// Zigzag, as in records.
    std::int32_t varint() {
        std::int32_t out = 0;
        advance(get_varint(current_, end_, out));
        return good() ? out : 0;
    }
    std::int64_t varlong() {
        std::int64_t out = 0;
        advance(get_varlong(current_, end_, out));
        return good() ? out : 0;
    }

    /// Length of a string, bytes or array in a message; -1 is null.
    template <class Legacy>
    std::int64_t length(layout l) {
        const std::int64_t n =
            l.flexible ? std::int64_t{unsigned_varint()} - 1 : std::int64_t{fixed<Legacy>()};
        if (n < -1) fail(errc::bad_length);
        return good() ? n : 0;
    }

private:
    void advance(const std::byte* next) {
        if (next == nullptr)
            fail(errc::bad_varint);
        else
            current_ = next;
    }

    const std::byte* current_;
    const std::byte* end_;
    errc error_ = errc::ok;
};

} // namespace kafka::detail::wire
