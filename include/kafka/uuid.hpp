// The 16 bytes by which Kafka names a topic, a directory or a cluster.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace kafka {

/// A 128-bit id. The default value (all zero) means "none".
/// Text form: 22 characters of URL-safe base64 without padding, as Kafka's tools print it.
/// Source: KIP-516. Thread-safety: a plain value.
struct uuid {
    std::array<std::byte, 16> bytes{};

    auto operator<=>(const uuid&) const = default;
    explicit operator bool() const { return *this != uuid{}; }

    /// A random id (version 4). Never one whose text starts with '-', which tools would take for a
    /// flag.
    static uuid random();
    /// Empty when `text` is not the 22 characters described above.
    static std::optional<uuid> from_string(std::string_view text);
};

std::string to_string(const uuid& id);

} // namespace kafka
