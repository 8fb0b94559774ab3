// How Kafka names files and folders.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kafka::detail::storage {

namespace suffix {
inline constexpr std::string_view log = ".log", index = ".index", time_index = ".timeindex",
                                  transaction_index = ".txnindex", snapshot = ".snapshot",
                                  deleted = ".deleted", cleaned = ".cleaned", swap = ".swap",
                                  torn = ".torn", deleted_directory = "-delete";
} // namespace suffix

/// "00000000000000000042.log": the offset in 20 digits.
std::string file_name(std::int64_t offset, std::string_view suffix);
/// Empty unless `name` is exactly 20 digits and `suffix`.
std::optional<std::int64_t> offset_of(std::string_view name, std::string_view suffix);

std::string join(std::string_view directory, std::string_view name);

struct topic_partition {
    std::string topic;
    std::int32_t partition = 0;

    auto operator<=>(const topic_partition&) const = default;
};

/// "orders-0".
std::string directory_name(const topic_partition& of);
/// Empty when the folder is not a partition's.
std::optional<topic_partition> partition_of(std::string_view directory_name);

} // namespace kafka::detail::storage
