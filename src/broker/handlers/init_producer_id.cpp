#include "broker/handlers/init_producer_id.hpp"

#include "broker/limits.hpp"
#include "broker/state.hpp"
#include "protocol/stored/producer_ids_record.hpp"

namespace kafka::detail::broker {

namespace {

/// The block is in the log for good before its first id is given away.
broker_errc take_block(state& broker) {
    const auto first = broker.metadata.next_producer_id();
    const auto end = first + limits::producer_ids_of_a_block;
    changes records;
    records.add(protocol::producer_ids_record{broker.cluster.controller(), -1, end});
    const auto error = broker.commit(records);
    if (error == broker_errc::none) broker.ids.take_block(first, end);
    return error;
}

} // namespace

void handle(const protocol::init_producer_id_request& request, context& c,
            reply<protocol::init_producer_id_request> back) {
    protocol::init_producer_id_response out;
    const auto refuse = [&](broker_errc error) {
        out.error_code = static_cast<std::int16_t>(error);
        out.producer_epoch = -1;
        back.send(out);
    };
    if (request.transactional_id) return refuse(broker_errc::invalid_request);
    auto id = c.broker.ids.take();
    if (!id) {
        if (const auto error = take_block(c.broker); error != broker_errc::none)
            return refuse(error);
        id = c.broker.ids.take();
    }
    out.producer_id = id.value_or(-1);
    back.send(out);
}

} // namespace kafka::detail::broker
