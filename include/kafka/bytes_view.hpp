// A view of bytes that may be null: keys, values and header values. In Kafka null is not empty.
#pragma once

#include <compare>
#include <cstddef>
#include <iosfwd>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kafka {

/// Views bytes that somebody else owns; trivially copyable and trivially destructible.
/// A default-constructed view, or one made from nullptr, is null; a view of "" is empty and not
/// null. Two nulls are equal; null differs from empty, and sorts before it.
class bytes_view {
public:
    constexpr bytes_view() = default;
    constexpr bytes_view(std::nullptr_t) {}
    constexpr bytes_view(std::string_view text)
        : data_(text.data() == nullptr ? "" : text.data())
        , size_(text.size()) {}
    constexpr bytes_view(const char* text) {
        if (text != nullptr) *this = std::string_view(text);
    }
    bytes_view(const std::string& text) : data_(text.data()), size_(text.size()) {}
    bytes_view(std::span<const std::byte> bytes)
        : data_(bytes.data() == nullptr ? "" : reinterpret_cast<const char*>(bytes.data()))
        , size_(bytes.size()) {}
    bytes_view(const std::vector<std::byte>& bytes) : bytes_view(std::span(bytes)) {}

    constexpr bool is_null() const { return data_ == nullptr; }
    constexpr explicit operator bool() const { return !is_null(); }
    constexpr bool empty() const { return size_ == 0; }
    constexpr std::size_t size() const { return size_; }
    constexpr const char* data() const { return data_; }

    /// The bytes as text; empty for null.
    constexpr std::string_view view() const { return data_ ? std::string_view(data_, size_) : ""; }
    constexpr operator std::string_view() const { return view(); }
    std::span<const std::byte> bytes() const {
        return {reinterpret_cast<const std::byte*>(data_), size_};
    }
    /// An owning copy; empty for null.
    std::string str() const { return std::string(view()); }

    friend constexpr bool operator==(bytes_view a, bytes_view b) {
        return a.is_null() == b.is_null() && a.view() == b.view();
    }
    friend constexpr auto operator<=>(bytes_view a, bytes_view b) {
        if (a.is_null() || b.is_null()) return !a.is_null() <=> !b.is_null();
        return a.view().compare(b.view()) <=> 0;
    }
    /// Prints the bytes as they are; null prints nothing.
    friend std::ostream& operator<<(std::ostream& out, bytes_view b) { return out << b.view(); }

private:
    const char* data_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace kafka
