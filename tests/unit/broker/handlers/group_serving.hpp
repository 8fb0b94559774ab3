// What the tests of group requests share: members of a group behind frames.
#pragma once

#include "serving.hpp"

#include "protocol/delete_groups.hpp"
#include "protocol/delete_topics.hpp"
#include "protocol/describe_groups.hpp"
#include "protocol/find_coordinator.hpp"
#include "protocol/heartbeat.hpp"
#include "protocol/join_group.hpp"
#include "protocol/leave_group.hpp"
#include "protocol/list_groups.hpp"
#include "protocol/offset_commit.hpp"
#include "protocol/offset_delete.hpp"
#include "protocol/offset_fetch.hpp"
#include "protocol/sync_group.hpp"

namespace kafka::testing {

struct group_serving : serving {
    static detail::protocol::join_group_request join_request(std::string_view member = "",
                                                             std::string_view group = "g") {
        static const std::string subscription("\0\0\0\0\0\1\0\6orders\0\0\0\0", 18);
        detail::protocol::join_group_request request;
        request.group_id = group;
        request.session_timeout_ms = 10'000;
        request.rebalance_timeout_ms = 60'000;
        request.member_id = member;
        request.protocol_type = "consumer";
        request.protocols.push_back({"range", std::as_bytes(std::span(subscription))});
        return request;
    }

    /// Joins as the only member and takes all work. The member's id.
    std::string join_alone(std::string_view group = "g", std::int16_t version = 9) {
        auto first = call(join_request("", group), version);
        std::string id(first->member_id);
        generation = first->generation_id;
        if (version >= 4) {
            EXPECT_EQ(first->error_code, number(broker_errc::member_id_required));
            generation = call(join_request(id, group), version)->generation_id;
        }
        EXPECT_EQ(sync(id, "everything", group), 0);
        return id;
    }

    std::int16_t sync(const std::string& id, const std::string& share, std::string_view group = "g",
                      std::int16_t version = 5) {
        detail::protocol::sync_group_request request;
        request.group_id = group;
        request.generation_id = generation;
        request.member_id = id;
        if (!share.empty()) request.assignments.push_back({id, std::as_bytes(std::span(share))});
        return call(request, version)->error_code;
    }

    std::int16_t heartbeat(const std::string& id, std::string_view group = "g") {
        detail::protocol::heartbeat_request request{group, generation, id, std::nullopt};
        return call(request, 4)->error_code;
    }

    detail::protocol::offset_commit_request commit_request(std::int64_t offset,
                                                           std::string_view group = "g",
                                                           std::string_view member = "") const {
        detail::protocol::offset_commit_request request;
        request.group_id = group;
        request.member_id = member;
        request.generation_id_or_member_epoch = member.empty() ? -1 : generation;
        request.topics.push_back({"orders", {{0, offset, 3, "note"}}});
        return request;
    }
    std::int16_t commit(std::int64_t offset, std::string_view group = "g",
                        std::string_view member = "") {
        return call(commit_request(offset, group, member), 9)
            ->topics.at(0)
            .partitions.at(0)
            .error_code;
    }

    /// -1: nothing is committed.
    std::int64_t committed(std::string_view group = "g", std::string_view topic = "orders") {
        detail::protocol::offset_fetch_request request;
        request.group_id = group;
        request.topics->push_back({topic, {0}});
        auto answer = call(request, 7);
        EXPECT_EQ(answer->error_code, 0);
        return answer->topics.at(0).partitions.at(0).committed_offset;
    }

    std::string state(std::string_view group = "g") {
        detail::protocol::describe_groups_request request;
        request.groups = {group};
        auto answer = call(request, 5);
        return std::string(answer->groups.at(0).group_state);
    }

    std::vector<std::string> list(std::vector<std::string_view> states = {},
                                  std::vector<std::string_view> types = {}) {
        std::vector<std::string> out;
        auto answer = call(detail::protocol::list_groups_request{states, types}, 5);
        for (const auto& g : answer->groups) out.emplace_back(g.group_id);
        return out;
    }

    std::int16_t remove(std::string_view group) {
        return call(detail::protocol::delete_groups_request{{group}}, 2)->results.at(0).error_code;
    }

    std::int32_t generation = -1; // of the last join
};

} // namespace kafka::testing
