// kafka bench produce | consume | latency: what this client costs against a cluster.
#include "cli/bench.hpp"

#include "cli/connection_options.hpp"
#include "cli/delivery_count.hpp"
#include "cli/failure.hpp"
#include "cli/measurement.hpp"
#include "cli/quantity.hpp"

#include <kafka/broker_errc.hpp>

#include <iostream>
#include <random>

namespace kafka::detail::cli {

namespace {

struct bench_command {
    connection_options connection;
    std::string topic = "kafka-bench";
    std::uint64_t messages = 1'000'000;
    std::string size = "100";
    std::int32_t partitions = 3;
    std::string compression = "none";
    std::string acks = "all";
    std::string output = "text";
    bool one_at_a_time = false;
};

/// Half the same in every record, half random: compresses to about half, as real records do.
std::string payload(std::size_t size) {
    std::mt19937 random(42);
    std::string text(size, 'x');
    for (std::size_t i = size / 2; i < size; ++i) text[i] = static_cast<char>('!' + random() % 90);
    return text;
}

std::size_t value_size(const bench_command& c) {
    const auto size = parse_size(c.size);
    if (!size || *size < 0)
        throw failure(wrong_usage, "--size " + c.size + ": no such size", "100, 1KiB");
    return static_cast<std::size_t>(*size);
}

void make_topic(const bench_command& c) {
    client cluster(c.connection.client());
    const auto made = cluster.create_topics(c.connection.deadline(),
                                            {{.topic = c.topic, .partitions = c.partitions}});
    for (const auto& r : made)
        if (r.error && r.error != broker_errc::topic_already_exists)
            throw failure(exit_code_of(r.error), "topic \"" + c.topic + "\": " + r.error.message());
}

writer_options writing(const bench_command& c) {
    auto o = c.connection.writer();
    o.topic = c.topic;
    const auto codec = compression_from_string(c.compression);
    const auto acks = acks_from_string(c.acks);
    if (!codec) throw failure(wrong_usage, "--compression " + c.compression + ": no such codec");
    if (!acks) throw failure(wrong_usage, "--acks " + c.acks + ": none, one or all");
    o.compression = *codec;
    o.required_acks = *acks;
    if (*acks != kafka::acks::all) o.idempotent = false;
    return o;
}

/// Time and CPU from construction to `stop`.
class stopwatch {
public:
    void stop(measurement& m) const {
        m.seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
        m.cpu_ns = process_cpu_ns() - cpu_;
    }

private:
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::int64_t cpu_ = process_cpu_ns();
};

measurement bench_produce(const bench_command& c) {
    make_topic(c);
    const auto value = payload(value_size(c));
    delivery_count count;
    auto options = writing(c);
    options.completion = [&count](const batch_result& b) { count.add(b); };
    writer out(std::move(options));
    const stopwatch watch;
    for (std::uint64_t i = 0; i < c.messages; ++i) out.post({}, {.value = value});
    out.flush({});
    measurement m{
        .operation = "produce", .messages = c.messages, .bytes = c.messages * value.size()};
    watch.stop(m);
    if (count.failed() > 0)
        throw failure(failed, std::to_string(count.failed()) +
                                  " messages were not written: " + count.first_error().message());
    return m;
}

reader_options reading(const bench_command& c) {
    auto o = c.connection.reader();
    o.topic = c.topic;
    return o;
}

measurement bench_consume(const bench_command& c) {
    reader in(reading(c));
    measurement m{.operation = c.one_at_a_time ? "consume one at a time" : "consume"};
    const auto patience = [&] { return c.connection.deadline(); };
    const stopwatch watch;
    while (m.messages < c.messages) {
        if (c.one_at_a_time) {
            for (int i = 0; i < 1000 && m.messages < c.messages; ++i, ++m.messages)
                m.bytes += in.fetch_message(patience())->value.size();
            continue;
        }
        auto batch = in.fetch_batch(patience());
        for (const message& message : batch) {
            ++m.messages;
            m.bytes += message.value.size();
        }
    }
    watch.stop(m);
    return m;
}

measurement bench_latency(const bench_command& c) {
    make_topic(c);
    const auto value = payload(value_size(c));
    writer out(writing(c));
    out.write_messages(c.connection.deadline(), {{.value = value, .partition = 0}}); // connects
    measurement m{
        .operation = "latency", .messages = c.messages, .bytes = c.messages * value.size()};
    m.latencies_ns.reserve(c.messages);
    const stopwatch watch;
    for (std::uint64_t i = 0; i < c.messages; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        out.write_messages(c.connection.deadline(), {{.value = value, .partition = 0}});
        m.latencies_ns.push_back((std::chrono::steady_clock::now() - begin).count());
    }
    watch.stop(m);
    return m;
}

void add_options(CLI::App& sub, bench_command& c) {
    sub.add_option("topic", c.topic, "where to [kafka-bench]");
    sub.add_option("-n,--messages", c.messages, "how many [1000000; latency 10000]");
    sub.add_option("--size", c.size, "bytes of a value [100]");
    sub.add_option("-p,--partitions", c.partitions, "of the topic, when it is made [3]");
    sub.add_option("--compression", c.compression, "none, gzip, snappy, lz4, zstd [none]");
    sub.add_option("--acks", c.acks, "none, one, all [all]");
    sub.add_option("-o,--output", c.output, "text or json [text]");
    c.connection.add_to(sub);
}

} // namespace

int run_bench(const arguments& args) {
    bench_command c;
    CLI::App app{"Measures this client against a cluster", "kafka bench"};
    app.require_subcommand(1);
    auto* produce = app.add_subcommand("produce", "as fast as it goes, all acknowledged");
    auto* consume = app.add_subcommand("consume", "from the start, checksums checked");
    auto* latency =
        app.add_subcommand("latency", "one at a time: from the call to the acknowledgement");
    for (auto* sub : {produce, consume, latency}) add_options(*sub, c);
    consume->add_flag("--one-at-a-time", c.one_at_a_time, "fetch_message instead of fetch_batch");
    if (parse(app, args)) return done;
    if (*latency && latency->get_option("--messages")->count() == 0) c.messages = 10'000;
    if (c.output != "text" && c.output != "json")
        throw failure(wrong_usage, "-o " + c.output + ": text or json");
    auto m = *produce ? bench_produce(c) : *consume ? bench_consume(c) : bench_latency(c);
    std::cout << m.text(c.output == "json");
    return done;
}

} // namespace kafka::detail::cli
