// Small files that are read and replaced as a whole.
#pragma once

#include "storage/file.hpp"

#include <optional>
#include <string_view>

namespace kafka::detail::storage {

/// Empty when there is no such file.
result<std::optional<std::string>> read_text(file_system& files, const std::string& path);

/// After a loss of power the file holds either its old content or all of the new one, and once
/// this has succeeded the new one. Goes by way of `path`.tmp, as Kafka does.
std::error_code write_atomically(file_system& files, const std::string& path,
                                 std::string_view content);

/// Removes a folder with everything in it. Goes on after failures and returns the first.
std::error_code remove_tree(file_system& files, const std::string& path);

/// The lines of a text, without their ends; a missing last line end does not matter.
std::vector<std::string_view> lines_of(std::string_view text);

} // namespace kafka::detail::storage
