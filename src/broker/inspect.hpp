// The look at a data directory behind kafka::broker::inspect.
#pragma once

#include <kafka/broker/inspection.hpp>

#include "storage/file.hpp"

namespace kafka::detail::broker {

/// The failure is that of a directory which is none.
storage::result<kafka::broker::inspection> inspect(storage::file_system& files,
                                                   const std::string& directory);

} // namespace kafka::detail::broker
