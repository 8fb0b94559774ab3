// The broker's own settings as numbers.
#pragma once

#include "broker/settings/resolve.hpp"

#include <chrono>

namespace kafka::detail::broker {

struct broker_config {
    bool auto_create_topics = true;
    bool delete_topics = true;
    std::int32_t num_partitions = 1;
    std::int16_t default_replication_factor = 1;
    std::int32_t fetch_max_bytes = 57'671'680;
    std::int32_t max_request_partitions = 2'000;
    std::size_t fetch_sessions = 1'000;
    std::size_t request_max_bytes = 104'857'600;
    std::chrono::milliseconds connections_max_idle{600'000};
    std::size_t max_connections = int32_limit;
    std::chrono::milliseconds retention_check_interval{300'000};
    bool cleaner_enabled = true;
    std::chrono::milliseconds cleaner_interval{15'000};
    std::uint64_t cleaner_memory = 134'217'728;
    std::chrono::milliseconds checkpoint_interval{60'000};
    std::chrono::milliseconds producer_id_expiration{86'400'000};
    std::chrono::milliseconds group_initial_delay{0};
    std::chrono::milliseconds group_min_session{6'000};
    std::chrono::milliseconds group_max_session{1'800'000};
    std::size_t group_max_size = int32_limit;
    std::size_t offset_metadata_max_bytes = 4'096;
    std::chrono::minutes offsets_retention{10'080};
    std::chrono::milliseconds offsets_retention_check_interval{600'000};
    std::int32_t offsets_partitions = 50;
    std::int16_t offsets_replication_factor = 3;
    std::int32_t offsets_segment_bytes = 104'857'600;
};

/// `start` was checked by `why_not_startable`.
broker_config make_broker_config(const setting_values& start);

/// Empty when a broker can start with these settings. Otherwise every mistake, one in a line.
std::string why_not_startable(const setting_values& start);

} // namespace kafka::detail::broker
