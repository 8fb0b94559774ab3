#include "peer/consuming.hpp"

#include <stdexcept>
#include <vector>

namespace peer {

namespace {

using kafka::detail::cli::measurement;
using kafka::detail::cli::stopwatch;

constexpr int patience_ms = 10'000;

void take(rd_kafka_message_t* m, measurement& into) {
    if (m->err == 0) {
        ++into.messages;
        into.bytes += m->len;
    }
    rd_kafka_message_destroy(m);
}

int partitions_of(rd_kafka_t* client, const options& o) {
    auto* topic = rd_kafka_topic_new(client, o.topic.c_str(), nullptr);
    const struct rd_kafka_metadata* known = nullptr;
    if (rd_kafka_metadata(client, 0, topic, &known, patience_ms) != 0 || known->topic_cnt != 1)
        throw std::runtime_error("no metadata of " + o.topic);
    const int count = known->topics[0].partition_cnt;
    rd_kafka_metadata_destroy(known);
    rd_kafka_topic_destroy(topic);
    return count;
}

void assign_all(rd_kafka_t* client, const options& o) {
    const auto count = partitions_of(client, o);
    auto* wanted = rd_kafka_topic_partition_list_new(count);
    for (int i = 0; i < count; ++i)
        rd_kafka_topic_partition_list_add(wanted, o.topic.c_str(), i)->offset =
            RD_KAFKA_OFFSET_BEGINNING;
    rd_kafka_assign(client, wanted);
    rd_kafka_topic_partition_list_destroy(wanted);
}

void take_batches(rd_kafka_t* client, const options& o, measurement& m) {
    std::vector<rd_kafka_message_t*> got(1000);
    auto* queue = rd_kafka_queue_get_consumer(client);
    while (m.messages < o.messages) {
        const auto n = rd_kafka_consume_batch_queue(queue, patience_ms, got.data(), got.size());
        if (n <= 0) throw std::runtime_error("nothing came");
        for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i) take(got[i], m);
    }
    rd_kafka_queue_destroy(queue);
}

void take_one_at_a_time(rd_kafka_t* client, const options& o, measurement& m) {
    while (m.messages < o.messages) {
        auto* message = rd_kafka_consumer_poll(client, patience_ms);
        if (message == nullptr) throw std::runtime_error("nothing came");
        take(message, m);
    }
}

} // namespace

measurement consume(const options& o) {
    measurement m{.operation = o.one_at_a_time ? "consume one at a time" : "consume"};
    const stopwatch watch;
    const handle in(RD_KAFKA_CONSUMER,
                    {{"bootstrap.servers", o.brokers},
                     {"group.id", "bench"}, // it is needed for an assignment, but not joined
                     {"enable.auto.commit", "false"},
                     {"check.crcs", "true"}},
                    nullptr);
    rd_kafka_poll_set_consumer(in.get());
    assign_all(in.get(), o);
    if (o.one_at_a_time)
        take_one_at_a_time(in.get(), o, m);
    else
        take_batches(in.get(), o, m);
    watch.stop(m);
    return m;
}

} // namespace peer
