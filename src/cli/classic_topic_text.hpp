// How kafka-topics --describe prints a topic.
#pragma once

#include <kafka/client.hpp>

#include <string>
#include <vector>

namespace kafka::detail::cli {

struct describe_filter {
    bool with_overrides = false;
    bool under_replicated = false;
    bool unavailable = false;
    bool under_min_isr = false;
    bool at_min_isr = false;

    bool on_partitions() const {
        return under_replicated || unavailable || under_min_isr || at_min_isr;
    }
};

/// The header line and a line for each partition that passes the filter; nothing when none is left.
std::string describe_text(const topic_info& topic, const std::vector<config_entry>& configs,
                          const describe_filter& filter);

} // namespace kafka::detail::cli
