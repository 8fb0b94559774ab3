// The blocking calls of kafka::client by which a member takes part in a group.
#include "client/patience.hpp"
#include "client/translate.hpp"
#include "protocol/heartbeat.hpp"
#include "protocol/join_group.hpp"
#include "protocol/leave_group.hpp"
#include "protocol/sync_group.hpp"

#include <limits>

namespace kafka {

namespace {

using detail::client::ask_patiently;
using detail::client::bytes_of;
using detail::client::code_of;
using detail::client::string_of;
namespace protocol = detail::protocol;

constexpr auto error_of = [](const auto& answer) { return code_of(answer.error_code); };

std::optional<std::string> text_or_none(std::optional<std::string_view> text) {
    return text ? std::optional(std::string(*text)) : std::nullopt;
}

std::int32_t milliseconds_of(std::chrono::milliseconds time) {
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(time.count(), 0, most));
}

/// The broker answers when all members are there, or when it has waited long enough.
request_options to_coordinator(const std::string& group, std::chrono::milliseconds patience) {
    constexpr auto for_the_way = std::chrono::seconds(30);
    return {.coordinator = group,
            .timeout = std::max(patience, std::chrono::milliseconds(0)) + for_the_way};
}

protocol::join_group_request request_from(const join_group_options& o) {
    protocol::join_group_request out{.group_id = o.group,
                                     .session_timeout_ms = milliseconds_of(o.session_timeout),
                                     .rebalance_timeout_ms = milliseconds_of(o.rebalance_timeout),
                                     .member_id = o.member_id,
                                     .group_instance_id = o.instance_id,
                                     .protocol_type = o.protocol_type};
    for (const auto& p : o.protocols) out.protocols.push_back({p.name, bytes_of(p.metadata)});
    if (!o.reason.empty()) out.reason = o.reason;
    return out;
}

} // namespace

joined_group client::join_group(const context& ctx, const join_group_options& options) {
    const auto got =
        ask_patiently(*this, ctx, request_from(options),
                      to_coordinator(options.group, options.rebalance_timeout), error_of);
    joined_group out{.generation = got->generation_id,
                     .member_id = std::string(got->member_id),
                     .leader = std::string(got->leader),
                     .protocol_name = std::string(got->protocol_name.value_or("")),
                     .skip_assignment = got->skip_assignment,
                     .error = error_of(*got)};
    for (const auto& m : got->members)
        out.members.push_back(
            {std::string(m.member_id), text_or_none(m.group_instance_id), string_of(m.metadata)});
    return out;
}

synced_group client::sync_group(const context& ctx, const sync_group_options& options) {
    protocol::sync_group_request question{.group_id = options.who.group,
                                          .generation_id = options.who.generation,
                                          .member_id = options.who.member_id,
                                          .group_instance_id = options.who.instance_id,
                                          .protocol_type = options.protocol_type,
                                          .protocol_name = options.protocol_name};
    for (const auto& a : options.assignments)
        question.assignments.push_back({a.member_id, bytes_of(a.assignment)});
    const auto got = ask_patiently(
        *this, ctx, question, to_coordinator(options.who.group, std::chrono::minutes(5)), error_of);
    return {.assignment = string_of(got->assignment), .error = error_of(*got)};
}

std::error_code client::heartbeat(const context& ctx, const group_membership& who) {
    const protocol::heartbeat_request question{.group_id = who.group,
                                               .generation_id = who.generation,
                                               .member_id = who.member_id,
                                               .group_instance_id = who.instance_id};
    return error_of(*ask_patiently(*this, ctx, question, {.coordinator = who.group}, error_of));
}

namespace {

protocol::leave_group_request request_for(const std::string& group,
                                          std::span<const leaving_member> members) {
    protocol::leave_group_request out{.group_id = group};
    for (const auto& m : members) {
        auto& leaving = out.members.emplace_back();
        leaving.member_id = m.member_id;
        leaving.group_instance_id = m.instance_id;
        if (!m.reason.empty()) leaving.reason = m.reason;
    }
    return out;
}

} // namespace

std::vector<leaving_member> client::leave_group(const context& ctx, const std::string& group,
                                                std::vector<leaving_member> members) {
    if (members.empty()) return members;
    const request_options to{.coordinator = group};
    const auto got = ask_patiently(*this, ctx, request_for(group, members), to, error_of);
    for (std::size_t i = 0; i < members.size(); ++i) {
        members[i].error = error_of(*got);
        if (!members[i].error && i < got->members.size())
            members[i].error = code_of(got->members[i].error_code);
    }
    return members;
}

} // namespace kafka
