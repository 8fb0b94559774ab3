// Calls about consumer groups, which only the coordinator of each can answer.
#pragma once

#include "client/calls.hpp"

namespace kafka::detail::client {

awaitable<outcome<std::vector<group_listing>>> list_groups(call c, std::vector<std::string> states,
                                                           std::vector<std::string> types);
awaitable<outcome<std::vector<group_info>>> describe_groups(call c,
                                                            std::vector<std::string> groups);
awaitable<outcome<std::vector<group_offsets>>> fetch_offsets(call c,
                                                             std::vector<std::string> groups);
awaitable<outcome<std::vector<group_result>>> delete_groups(call c,
                                                            std::vector<std::string> groups);
awaitable<outcome<std::vector<committed_offset>>>
commit_offsets(call c, std::string group, std::vector<committed_offset> offsets);
awaitable<outcome<std::vector<committed_offset>>>
delete_offsets(call c, std::string group, std::vector<topic_partition> partitions);

} // namespace kafka::detail::client
