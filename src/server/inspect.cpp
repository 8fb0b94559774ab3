#include "broker/inspect.hpp"

#include "storage/posix_file_system.hpp"

#include <kafka/error.hpp>

namespace kafka::broker {

inspection inspect(const std::string& directory) {
    detail::storage::posix_file_system files;
    auto found = detail::broker::inspect(files, directory);
    if (!found) throw error(errc::unusable_directory, found.error().text);
    return std::move(*found);
}

} // namespace kafka::broker
