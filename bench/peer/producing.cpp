#include "peer/producing.hpp"

#include "cli/bench_load.hpp"

#include <stdexcept>

namespace peer {

namespace {

using kafka::detail::cli::bench_values;
using kafka::detail::cli::measurement;
using kafka::detail::cli::stopwatch;

struct outcomes {
    std::uint64_t delivered = 0;
    std::uint64_t failed = 0;
    std::uint64_t all() const { return delivered + failed; }
};

void count(rd_kafka_t*, const rd_kafka_message_t* m, void* to) {
    auto& counts = *static_cast<outcomes*>(to);
    ++(m->err == 0 ? counts.delivered : counts.failed);
}

class producer {
public:
    producer(const options& o, const std::string& linger_ms)
        : client_(RD_KAFKA_PRODUCER,
                  {{"bootstrap.servers", o.brokers},
                   {"enable.idempotence", "true"},
                   {"acks", "all"},
                   {"compression.codec", o.compression},
                   {"linger.ms", linger_ms},
                   {"batch.size", "1000000"},
                   {"batch.num.messages", "100000"},
                   {"queue.buffering.max.messages", "1000000"}},
                  &told_, count)
        , topic_(rd_kafka_topic_new(client_.get(), o.topic.c_str(), nullptr)) {}
    ~producer() { rd_kafka_topic_destroy(topic_); }
    producer(const producer&) = delete;
    producer& operator=(const producer&) = delete;

    void post(const std::string& value, std::int32_t partition) {
        auto* bytes = const_cast<char*>(value.data()); // copied, because of the flag
        while (rd_kafka_produce(topic_, partition, RD_KAFKA_MSG_F_COPY, bytes, value.size(),
                                nullptr, 0, nullptr) != 0) {
            if (rd_kafka_last_error() != RD_KAFKA_RESP_ERR__QUEUE_FULL)
                throw std::runtime_error(rd_kafka_err2str(rd_kafka_last_error()));
            rd_kafka_poll(client_.get(), 1);
        }
    }
    void poll() { rd_kafka_poll(client_.get(), 0); }
    void wait_for(std::uint64_t outcomes) {
        while (told_.all() < outcomes) rd_kafka_poll(client_.get(), 100);
    }
    void check() const {
        if (told_.failed > 0) throw std::runtime_error("some messages were not written");
    }

private:
    outcomes told_;
    handle client_;
    rd_kafka_topic_t* topic_;
};

} // namespace

measurement produce(const options& o) {
    const bench_values values(o.size);
    measurement m{.operation = "produce", .messages = o.messages, .bytes = o.messages * o.size};
    const stopwatch watch;
    producer out(o, "5");
    for (std::uint64_t i = 0; i < o.messages; ++i) {
        out.post(values[i], RD_KAFKA_PARTITION_UA);
        if (i % 1024 == 0) out.poll();
    }
    out.wait_for(o.messages);
    watch.stop(m);
    out.check();
    return m;
}

measurement latency(const options& o) {
    const bench_values values(o.size);
    producer out(o, "0");
    out.post(values[0], 0);
    out.wait_for(1);
    measurement m{.operation = "latency", .messages = o.messages, .bytes = o.messages * o.size};
    m.latencies_ns.reserve(o.messages);
    const stopwatch watch;
    for (std::uint64_t i = 0; i < o.messages; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        out.post(values[i], 0);
        out.wait_for(i + 2);
        m.latencies_ns.push_back((std::chrono::steady_clock::now() - begin).count());
    }
    watch.stop(m);
    out.check();
    return m;
}

} // namespace peer
