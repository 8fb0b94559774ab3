// What a reader's options mean to the rooms below.
#pragma once

#include "client/fetch_loop.hpp"
#include "client/link_options.hpp"

#include <kafka/reader.hpp>

namespace kafka::detail::client {

/// Throws kafka::error with every mistake.
link_options check(const reader_options& options);

consumer::intake_options intake_options_from(const reader_options& o,
                                             std::shared_ptr<consumer::byte_budget> budget);
fetch_loop_options loop_options_from(const reader_options& o,
                                     std::shared_ptr<consumer::byte_budget> budget);
/// Throws kafka::error for a place that does not exist.
void check_start(start_offset where);

} // namespace kafka::detail::client
