// Finds the partition that a request speaks about, or the error that Kafka gives instead.
#pragma once

#include "broker/hosting.hpp"

#include <kafka/broker_errc.hpp>

namespace kafka::detail::broker {

struct context;

struct found_partition {
    broker_errc error = broker_errc::none;
    partition_pointer partition; // also with an error, when there is one to tell about
};

/// In Kafka's order: unknown, offline, leader epoch, leadership. `asked_epoch` -1: the client does
/// not care.
found_partition find_led(const context& c, const topic_pointer& topic, std::int32_t index,
                         std::int32_t asked_epoch);

} // namespace kafka::detail::broker
