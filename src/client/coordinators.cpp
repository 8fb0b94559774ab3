#include "client/coordinators.hpp"

#include "client/translate.hpp"
#include "protocol/find_coordinator.hpp"

namespace kafka::detail::client {

namespace {

constexpr std::int16_t first_with_many = 4;

protocol::find_coordinator_request question_for(const std::string& group, std::int16_t version) {
    protocol::find_coordinator_request out;
    if (version >= first_with_many)
        out.coordinator_keys.push_back(group);
    else
        out.coordinator_key = group;
    return out;
}

outcome<std::int32_t> node_or_error(std::int16_t error, std::int32_t node,
                                    const std::string& group) {
    if (error == 0) return node;
    return failure{code_of(error), "coordinator of group " + group, {}};
}

} // namespace

awaitable<outcome<std::int32_t>> find_coordinator(call c, std::string group) {
    auto to = co_await reach(c, route{});
    if (!to) co_return std::move(to.error());
    const auto version = (*to)->versions().choose<protocol::find_coordinator_request>();
    const auto question = question_for(group, version.value_or(0));
    auto got = co_await (*to)->request(question, request_terms());
    if (!got) co_return std::move(got.error());
    if (got->version < first_with_many)
        co_return node_or_error((*got)->error_code, (*got)->node_id, group);
    for (const auto& found : (*got)->coordinators)
        if (found.key == group) co_return node_or_error(found.error_code, found.node_id, group);
    co_return failure{errc::bad_response, "the answer says nothing of group " + group, {}};
}

} // namespace kafka::detail::client
