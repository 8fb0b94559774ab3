#include "client/named_partition.hpp"
#include "protocol/produce.hpp"

namespace kafka::detail::client {

namespace {

protocol::produce_request request_of(const asked_of& whom, const produce_order& order) {
    protocol::produce_request out;
    out.acks = static_cast<std::int16_t>(order.required);
    out.timeout_ms = static_cast<std::int32_t>(order.broker_timeout.count());
    wire::blob records;
    records.pieces = order.records->pieces();
    auto& topic = out.topic_data.emplace_back();
    topic.name = *whom.topic;
    topic.partition_data.push_back({whom.partition, records});
    return out;
}

} // namespace

awaitable<outcome<produced>> produce_records(asked_of whom, produce_order order) {
    constexpr std::string_view call = "write to";
    using api = protocol::produce_request;
    auto terms = terms_by_name<api>(*whom.session);
    if (!terms) co_return std::move(terms.error());
    terms->keeps.push_back(order.records);
    const auto question = request_of(whom, order);
    if (order.required == acks::none) {
        auto sent = co_await whom.session->send_unanswered(question, std::move(*terms));
        if (!sent) co_return std::move(sent.error());
        co_return produced{};
    }
    auto got = co_await whom.session->request(question, std::move(*terms));
    if (!got) co_return std::move(got.error());
    using in_topic = protocol::produce_response_topic;
    const auto* p =
        find_partition((*got)->responses, whom, &in_topic::name, &in_topic::partition_responses,
                       &protocol::produce_response_partition::index);
    if (p == nullptr) co_return left_out(whom, call);
    if (p->error_code != 0) co_return refused(whom, call, p->error_code, p->error_message);
    co_return produced{p->base_offset, p->log_append_time_ms};
}

} // namespace kafka::detail::client
