// Files that an operation left behind when it was cut short, by us or by Apache Kafka.
#pragma once

#include "storage/file.hpp"

namespace kafka::detail::storage {

/// Finishes what was sure to be finished and takes back the rest: `.deleted` files go, `.cleaned`
/// ones too, `.swap` ones take the place of the segments that they stand for, and files that
/// belong to no segment go.
std::error_code tidy_folder(file_system& files, const std::string& directory);

} // namespace kafka::detail::storage
