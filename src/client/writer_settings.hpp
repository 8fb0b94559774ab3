// Reads writer_options: what the rooms behind a writer need, or everything that is wrong.
#pragma once

#include "client/link_options.hpp"
#include "client/send_loop.hpp"

namespace kafka::detail::client {

struct writer_settings {
    link_options link = {};
    send_options send = {};
};

/// Throws kafka::error that lists every mistake.
writer_settings check_writer_options(const writer_options& o);

bool is_topic_name(std::string_view name);

} // namespace kafka::detail::client
