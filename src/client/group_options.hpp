// What the options of a member of a group mean to the rooms below.
#pragma once

#include "client/group_loop.hpp"
#include "client/link_options.hpp"

#include <kafka/consumer_group.hpp>
#include <kafka/reader.hpp>

namespace kafka::detail::client {

void check_group(const reader_options& o, mistakes& m);
void check_group(const consumer_group_options& o, mistakes& m);

group_loop_options group_options_from(const reader_options& o);
group_loop_options group_options_from(const consumer_group_options& o);

} // namespace kafka::detail::client
