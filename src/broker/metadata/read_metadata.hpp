// Reads the metadata of a data directory from its files, and changes nothing.
#pragma once

#include "storage/file.hpp"

#include <functional>
#include <string>

namespace kafka::detail::broker {

/// Calls `each` with every value that counts, in order: those of a transaction once it has ended.
/// False when the files cannot be read whole or `each` refuses a value.
bool read_metadata(storage::file_system& files, const std::string& directory,
                   const std::function<bool(wire::bytes)>& each);

} // namespace kafka::detail::broker
