// A few calls of librdkafka's C interface with their errors turned into exceptions.
#pragma once

#include <librdkafka/rdkafka.h>

#include <initializer_list>
#include <string>
#include <utility>

namespace peer {

struct options {
    std::string brokers;
    std::string topic;
    std::uint64_t messages = 0;
    std::size_t size = 100;
    std::string compression = "none";
    bool one_at_a_time = false;
    std::string output = "json"; // the only one
};

/// A client that is gone with this object.
class handle {
public:
    using settings = std::initializer_list<std::pair<const char*, std::string>>;

    handle(rd_kafka_type_t type, const settings& wanted, void* opaque,
           void (*delivered)(rd_kafka_t*, const rd_kafka_message_t*, void*) = nullptr);
    ~handle() { rd_kafka_destroy(client_); }
    handle(const handle&) = delete;
    handle& operator=(const handle&) = delete;
    rd_kafka_t* get() const { return client_; }

private:
    rd_kafka_t* client_;
};

} // namespace peer
