// Kafka's client settings by their names, put into our options. A name that is not known is refused
// with the nearest one that is; a known one that means nothing here (it concerns the other kind of
// client) is ignored.
#pragma once

#include <kafka/client.hpp>
#include <kafka/reader.hpp>
#include <kafka/writer.hpp>

#include <map>
#include <string>

namespace kafka::detail::cli {

using settings_map = std::map<std::string, std::string>;

/// Each throws `failure` (wrong usage) for an unknown name or a value that makes no sense.
void apply_properties(const settings_map& settings, client_options& options);
void apply_properties(const settings_map& settings, writer_options& options);
void apply_properties(const settings_map& settings, reader_options& options);

} // namespace kafka::detail::cli
