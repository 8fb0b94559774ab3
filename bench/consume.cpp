// What it costs to read a topic: nanoseconds of processor time per message of the whole client
// process, beside librdkafka in the same run, from a broker of ours in another process.
//     bench_consume [messages] [bytes of a value] [partitions] [codec 0-4]
// The budget for 100-byte values: 30 ns by batch with checksums, 50 one at a time.
#include "support/plain_connection.hpp"
#include "support/running_broker.hpp"

#include <kafka/reader.hpp>

#include <librdkafka/rdkafka.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

namespace {

struct workload {
    std::int64_t messages = 2'000'000;
    std::size_t value_bytes = 100;
    int partitions = 1;
    kafka::compression codec = kafka::compression::none;
};

constexpr const char* topic = "bench";

double seconds(const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
}

double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// Runs in the child until the parent is gone.
[[noreturn]] void serve(int tell, int until_closed) {
    const kafka::testing::running_broker broker;
    const auto text = broker.address() + "\n";
    if (write(tell, text.data(), text.size()) < 0) _exit(1);
    char ignored = 0;
    while (read(until_closed, &ignored, 1) > 0) {}
    _exit(0);
}

/// A broker in another process, so that this one's processor time is the client's.
class broker_in_child {
public:
    broker_in_child() {
        int told[2];
        int alive[2];
        if (pipe(told) != 0 || pipe(alive) != 0) std::abort();
        child_ = fork();
        if (child_ == 0) {
            close(alive[1]);
            serve(told[1], alive[0]);
        }
        close(alive[0]);
        alive_ = alive[1];
        for (char c = 0; read(told[0], &c, 1) == 1 && c != '\n';) address_ += c;
    }
    ~broker_in_child() {
        close(alive_);
        waitpid(child_, nullptr, 0);
    }
    broker_in_child(const broker_in_child&) = delete;
    broker_in_child& operator=(const broker_in_child&) = delete;
    const std::string& address() const { return address_; }

private:
    pid_t child_ = -1;
    int alive_ = -1;
    std::string address_;
};

void fill(const std::string& address, const workload& w) {
    kafka::client client({.brokers = {address}});
    client.create_topics({}, {{.topic = topic, .partitions = w.partitions}});
    std::string value;
    for (int i = 0; value.size() < w.value_bytes; ++i) value += "field" + std::to_string(i * 7919);
    value.resize(w.value_bytes);
    const std::size_t in_batch = std::max<std::size_t>(1, 250'000 / (w.value_bytes + 8));
    const std::vector<kafka::record> records(in_batch, kafka::record{.value = value});
    kafka::testing::plain_connection to(address);
    std::int64_t sent = 0;
    for (int p = 0; sent < w.messages; p = (p + 1) % w.partitions) {
        const auto n = std::min<std::int64_t>(w.messages - sent, static_cast<int>(in_batch));
        const auto part = std::span(records).first(static_cast<std::size_t>(n));
        if (to.append(topic, p, kafka::testing::make_batch(part, w.codec)) != 0) std::abort();
        sent += n;
    }
}

std::size_t by_batch(const std::string& address, const workload& w) {
    kafka::reader reader({.brokers = {address}, .topic = topic});
    std::size_t bytes = 0;
    for (std::int64_t n = 0; n < w.messages;)
        for (const auto& m : reader.fetch_batch({})) {
            bytes += m.value.size();
            ++n;
        }
    return bytes;
}

std::size_t one_at_a_time(const std::string& address, const workload& w) {
    kafka::reader reader({.brokers = {address}, .topic = topic});
    std::size_t bytes = 0;
    for (std::int64_t n = 0; n < w.messages; ++n) bytes += reader.fetch_message({})->value.size();
    return bytes;
}

rd_kafka_t* peer(const std::string& address) {
    char why[512];
    auto* conf = rd_kafka_conf_new();
    for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{
             {"bootstrap.servers", address}, {"group.id", "bench"}, {"check.crcs", "true"}})
        rd_kafka_conf_set(conf, key.c_str(), value.c_str(), why, sizeof why);
    return rd_kafka_new(RD_KAFKA_CONSUMER, conf, why, sizeof why);
}

std::size_t peer_by_batch(const std::string& address, const workload& w) {
    auto* client = peer(address);
    auto* handle = rd_kafka_topic_new(client, topic, nullptr);
    auto* queue = rd_kafka_queue_new(client);
    for (int p = 0; p < w.partitions; ++p)
        rd_kafka_consume_start_queue(handle, p, RD_KAFKA_OFFSET_BEGINNING, queue);
    std::vector<rd_kafka_message_t*> got(1000);
    std::size_t bytes = 0;
    for (std::int64_t n = 0; n < w.messages;) {
        const auto count = rd_kafka_consume_batch_queue(queue, 1000, got.data(), got.size());
        for (ssize_t i = 0; i < count; ++i) {
            auto* m = got[static_cast<std::size_t>(i)];
            if (m->err == 0) bytes += m->len, ++n;
            rd_kafka_message_destroy(m);
        }
    }
    for (int p = 0; p < w.partitions; ++p) rd_kafka_consume_stop(handle, p);
    rd_kafka_queue_destroy(queue);
    rd_kafka_topic_destroy(handle);
    rd_kafka_destroy(client);
    return bytes;
}

void measure(const char* name, const workload& w, const std::function<std::size_t()>& run) {
    std::vector<double> cpu;
    std::vector<double> wall;
    for (int i = 0; i < 5; ++i) {
        const auto started = std::chrono::steady_clock::now();
        const auto before = cpu_seconds();
        const auto bytes = run();
        if (bytes != static_cast<std::size_t>(w.messages) * w.value_bytes) std::abort();
        cpu.push_back(cpu_seconds() - before);
        wall.push_back(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
    }
    std::ranges::sort(cpu);
    std::ranges::sort(wall);
    const auto n = static_cast<double>(w.messages);
    std::printf("%-26s %7.1f ns CPU/message (best %.1f)  %6.2f M messages/s\n", name,
                cpu[2] * 1e9 / n, cpu[0] * 1e9 / n, n / wall[2] / 1e6);
}

} // namespace

int main(int argc, char** argv) {
    workload w;
    if (argc > 1) w.messages = std::stoll(argv[1]);
    if (argc > 2) w.value_bytes = std::stoul(argv[2]);
    if (argc > 3) w.partitions = std::stoi(argv[3]);
    if (argc > 4) w.codec = static_cast<kafka::compression>(std::stoi(argv[4]));
    const broker_in_child broker;
    fill(broker.address(), w);
    measure("kafka::reader by batch", w, [&] { return by_batch(broker.address(), w); });
    measure("kafka::reader one by one", w, [&] { return one_at_a_time(broker.address(), w); });
    measure("librdkafka by batch", w, [&] { return peer_by_batch(broker.address(), w); });
}
