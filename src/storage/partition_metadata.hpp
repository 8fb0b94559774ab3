// `partition.metadata`: which topic, by id, a partition's folder belongs to.
#pragma once

#include <kafka/uuid.hpp>

#include "storage/file.hpp"

#include <optional>

namespace kafka::detail::storage {

/// Empty when the folder has none, as a folder of Kafka before 2.8, or one that holds no id: the
/// metadata log knows it, too.
result<std::optional<uuid>> read_topic_id(file_system& files, const std::string& directory);

std::error_code write_topic_id(file_system& files, const std::string& directory, const uuid& id);

} // namespace kafka::detail::storage
