// The values of control batches: a new leader, the ends of a snapshot, the voters, the end of a
// transaction. Source: KIP-98, KIP-595, KIP-630, KIP-853.
#pragma once

#include "protocol/codec.hpp"
#include "protocol/stored/record.hpp"

#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct leader_change_message_voter {
    std::int32_t voter_id = 0;
    uuid voter_directory_id;
    bool operator==(const leader_change_message_voter&) const = default;

    using self = leader_change_message_voter;
    static constexpr std::tuple fields{
        wire::field{&self::voter_id, "VoterId"},
        wire::field{&self::voter_directory_id, "VoterDirectoryId", wire::since(1)},
    };
};

struct leader_change_message {
    static constexpr versions valid{0, 1};
    static constexpr std::int16_t flexible_since = 0;

    std::int16_t version = 0;
    std::int32_t leader_id = 0;
    std::vector<leader_change_message_voter> voters;
    std::vector<leader_change_message_voter> granting_voters;
    bool operator==(const leader_change_message&) const = default;

    using self = leader_change_message;
    static constexpr std::tuple fields{
        wire::field{&self::version, "Version"},
        wire::field{&self::leader_id, "LeaderId"},
        wire::field{&self::voters, "Voters"},
        wire::field{&self::granting_voters, "GrantingVoters"},
    };
};

struct snapshot_header_record {
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = 0;

    std::int16_t version = 0;
    std::int64_t last_contained_log_timestamp = 0;
    bool operator==(const snapshot_header_record&) const = default;

    using self = snapshot_header_record;
    static constexpr std::tuple fields{
        wire::field{&self::version, "Version"},
        wire::field{&self::last_contained_log_timestamp, "LastContainedLogTimestamp"},
    };
};

struct snapshot_footer_record {
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = 0;

    std::int16_t version = 0;
    bool operator==(const snapshot_footer_record&) const = default;

    using self = snapshot_footer_record;
    static constexpr std::tuple fields{
        wire::field{&self::version, "Version"},
    };
};

struct kraft_version_record {
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = 0;

    std::int16_t version = 0;
    std::int16_t kraft_version = 0;
    bool operator==(const kraft_version_record&) const = default;

    using self = kraft_version_record;
    static constexpr std::tuple fields{
        wire::field{&self::version, "Version"},
        wire::field{&self::kraft_version, "KRaftVersion"},
    };
};

struct voters_record_endpoint {
    std::string_view name;
    std::string_view host;
    std::uint16_t port = 0;
    bool operator==(const voters_record_endpoint&) const = default;

    using self = voters_record_endpoint;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::host, "Host"},
        wire::field{&self::port, "Port"},
    };
};

struct voters_record_kraft_version_feature {
    std::int16_t min_supported_version = 0;
    std::int16_t max_supported_version = 0;
    bool operator==(const voters_record_kraft_version_feature&) const = default;

    using self = voters_record_kraft_version_feature;
    static constexpr std::tuple fields{
        wire::field{&self::min_supported_version, "MinSupportedVersion"},
        wire::field{&self::max_supported_version, "MaxSupportedVersion"},
    };
};

struct voters_record_voter {
    std::int32_t voter_id = 0;
    uuid voter_directory_id;
    std::vector<voters_record_endpoint> endpoints;
    voters_record_kraft_version_feature kraft_version_feature;
    bool operator==(const voters_record_voter&) const = default;

    using self = voters_record_voter;
    static constexpr std::tuple fields{
        wire::field{&self::voter_id, "VoterId"},
        wire::field{&self::voter_directory_id, "VoterDirectoryId"},
        wire::field{&self::endpoints, "Endpoints"},
        wire::field{&self::kraft_version_feature, "KRaftVersionFeature"},
    };
};

struct voters_record {
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = 0;

    std::int16_t version = 0;
    std::vector<voters_record_voter> voters;
    bool operator==(const voters_record&) const = default;

    using self = voters_record;
    static constexpr std::tuple fields{
        wire::field{&self::version, "Version"},
        wire::field{&self::voters, "Voters"},
    };
};

struct end_txn_marker {
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = never_flexible;

    std::int32_t coordinator_epoch = 0;
    bool operator==(const end_txn_marker&) const = default;

    using self = end_txn_marker;
    static constexpr std::tuple fields{
        wire::field{&self::coordinator_epoch, "CoordinatorEpoch"},
    };
};

} // namespace kafka::detail::protocol
