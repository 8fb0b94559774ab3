#include "peer/librdkafka.hpp"

#include <stdexcept>

namespace peer {

handle::handle(rd_kafka_type_t type, const settings& wanted, void* opaque,
               void (*delivered)(rd_kafka_t*, const rd_kafka_message_t*, void*)) {
    char why[512];
    auto* conf = rd_kafka_conf_new();
    for (const auto& [key, value] : wanted)
        if (rd_kafka_conf_set(conf, key, value.c_str(), why, sizeof why) != RD_KAFKA_CONF_OK)
            throw std::runtime_error(why);
    rd_kafka_conf_set_opaque(conf, opaque);
    if (delivered != nullptr) rd_kafka_conf_set_dr_msg_cb(conf, delivered);
    client_ = rd_kafka_new(type, conf, why, sizeof why);
    if (client_ == nullptr) throw std::runtime_error(why);
}

} // namespace peer
