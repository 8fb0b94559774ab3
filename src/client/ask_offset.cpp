#include "client/named_partition.hpp"
#include "protocol/list_offsets.hpp"

namespace kafka::detail::client {

awaitable<outcome<std::int64_t>> ask_offset(asked_of whom, std::int64_t time,
                                            isolation_level isolation) {
    constexpr std::string_view call = "read the offset of";
    protocol::list_offsets_request question{.replica_id = -1,
                                            .isolation_level = static_cast<std::int8_t>(isolation)};
    auto& topic = question.topics.emplace_back();
    topic.name = *whom.topic;
    topic.partitions.push_back({.partition_index = whom.partition, .timestamp = time});
    auto got = co_await whom.session->request(question);
    if (!got) co_return std::move(got.error());
    using in_topic = protocol::list_offsets_response_topic;
    const auto* p = find_partition((*got)->topics, whom, &in_topic::name, &in_topic::partitions,
                                   &protocol::list_offsets_response_partition::partition_index);
    if (p == nullptr) co_return left_out(whom, call);
    if (p->error_code != 0) co_return refused(whom, call, p->error_code);
    co_return p->offset;
}

awaitable<outcome<consumer::log_bounds>> ask_bounds(asked_of whom) {
    const auto first = co_await ask_offset(whom, first_offset, isolation_level::read_uncommitted);
    if (!first) co_return first.error();
    const auto last = co_await ask_offset(whom, last_offset, isolation_level::read_uncommitted);
    if (!last) co_return last.error();
    co_return consumer::log_bounds{*first, *last};
}

} // namespace kafka::detail::client
