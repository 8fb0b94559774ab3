// kafka bench produce | consume | latency: what this client costs against a cluster.
#include "cli/bench.hpp"

#include "cli/bench_load.hpp"
#include "cli/connection_options.hpp"
#include "cli/failure.hpp"
#include "cli/measurement.hpp"
#include "cli/quantity.hpp"

#include <kafka/broker_errc.hpp>

#include <iostream>

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

measurement bench_produce(const bench_command& c) {
    make_topic(c);
    const auto size = value_size(c);
    const bench_values values(size);
    bench_outcomes outcomes;
    measurement m{.operation = "produce", .messages = c.messages, .bytes = c.messages * size};
    const stopwatch watch;
    writer out(writing(c));
    for (std::uint64_t i = 0; i < c.messages; ++i)
        out.post({}, {.value = values[i]}, outcomes.callback());
    out.flush({});
    watch.stop(m);
    if (outcomes.failed > 0)
        throw failure(failed, std::to_string(outcomes.failed) +
                                  " messages were not written: " + outcomes.first_error.message());
    return m;
}

reader_options reading(const bench_command& c) {
    auto o = c.connection.reader();
    o.topic = c.topic;
    return o;
}

void take_batch(reader& in, const context& ctx, measurement& m) {
    auto batch = in.fetch_batch(ctx);
    for (const message& message : batch) {
        ++m.messages;
        m.bytes += message.value.size();
    }
}

/// As many as share one deadline; making one for each message would be measured, too.
void take_some(reader& in, const context& ctx, std::uint64_t most, measurement& m) {
    for (std::uint64_t i = 0; i < std::min<std::uint64_t>(1000, most); ++i, ++m.messages)
        m.bytes += in.fetch_message(ctx)->value.size();
}

measurement bench_consume(const bench_command& c) {
    measurement m{.operation = c.one_at_a_time ? "consume one at a time" : "consume"};
    const stopwatch watch;
    reader in(reading(c));
    while (m.messages < c.messages) {
        const auto patience = c.connection.deadline();
        if (c.one_at_a_time)
            take_some(in, patience, c.messages - m.messages, m);
        else
            take_batch(in, patience, m);
    }
    watch.stop(m);
    return m;
}

measurement bench_latency(const bench_command& c) {
    make_topic(c);
    const auto size = value_size(c);
    const bench_values values(size);
    writer out(writing(c));
    const auto write = [&](std::uint64_t i) {
        out.write_messages(c.connection.deadline(), {{.value = values[i], .partition = 0}});
    };
    write(0); // connects
    measurement m{.operation = "latency", .messages = c.messages, .bytes = c.messages * size};
    m.latencies_ns.reserve(c.messages);
    const stopwatch watch;
    for (std::uint64_t i = 0; i < c.messages; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        write(i);
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
    auto* produce =
        app.add_subcommand("produce", "as fast as it goes, the outcome of every message counted");
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
