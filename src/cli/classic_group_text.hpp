// How kafka-consumer-groups prints what it found. The columns are those of Kafka 4.1.
#pragma once

#include "cli/reset_plan.hpp"

#include <string>
#include <vector>

namespace kafka::detail::cli {

/// A blank line, the heading, a line for each partition.
std::string offsets_text(const std::vector<lag_row>& rows, bool verbose);
std::string members_text(const group_info& group, bool verbose);
/// `coordinator` is "host:port  (id)".
std::string state_text(const group_info& group, const std::string& coordinator, bool verbose);
std::string listing_text(const std::vector<group_listing>& groups, bool with_type, bool with_state);
std::string plan_text(const plans_by_group& plans);
std::string deleted_offsets_text(const std::vector<committed_offset>& outcomes);
/// What is said on standard error about a group in this state; empty when there is nothing to say.
std::string remark_on(const group_info& group);

/// The words of Java's exception for this error.
std::string java_words(const std::error_code& error, const std::string& group);

} // namespace kafka::detail::cli
