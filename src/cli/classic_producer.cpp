// kafka-console-producer: each line of standard input is a record.
#include "cli/classic_producer.hpp"

#include "cli/classic_line.hpp"
#include "cli/classic_options.hpp"
#include "cli/delivery_count.hpp"
#include "cli/line_reader.hpp"
#include "cli/owned_record.hpp"
#include "cli/signal_stop.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace kafka::detail::cli {

namespace {

struct producer_tool {
    classic_connection server;
    std::string topic;
    std::string compression = "none";
    std::string acks = "-1";
    std::vector<std::string> reader_properties;
    std::int64_t linger_ms = 1000;
    std::int64_t max_block_ms = 60000;
    bool sync = false;
};

void add_options(CLI::App& app, producer_tool& t) {
    t.server.add_to(app);
    app.add_option("--topic", t.topic, "where to");
    app.add_flag("--sync", t.sync, "wait for each record");
    app.add_option("--compression-codec", t.compression, "none, gzip, snappy, lz4, zstd")
        ->expected(0, 1)
        ->default_str("gzip"); // without a value: gzip
    app.add_option("--request-required-acks", t.acks, "0, 1, -1, all");
    app.add_option("--timeout", t.linger_ms, "ms a record may wait for others");
    app.add_option("--max-block-ms", t.max_block_ms, "ms to wait for metadata or memory");
    app.add_option("--property,--reader-property", t.reader_properties,
                   "of the line reader: parse.key=true")
        ->take_all();
    // Accepted as they are: this client sizes its batches and memory by itself.
    for (const char* name :
         {"--batch-size", "--max-memory-bytes", "--max-partition-memory-bytes",
          "--message-send-max-retries", "--retry-backoff-ms", "--request-timeout-ms",
          "--metadata-expiry-ms", "--socket-buffer-size", "--line-reader", "--reader-config"})
        app.add_option(name)->group("");
}

writer_options options_of(const producer_tool& t) {
    auto o = t.server.connection.writer();
    o.topic = t.topic;
    o.allow_auto_topic_creation = true;
    const auto codec = compression_from_string(t.compression);
    if (!codec) throw classic_failure("Unknown compression name: " + t.compression);
    o.compression = *codec;
    const auto acks = t.acks == "all" ? kafka::acks::all : acks_from_string(t.acks);
    if (!acks)
        throw classic_failure("org.apache.kafka.common.config.ConfigException: Invalid value " +
                              t.acks +
                              " for configuration acks: String must be one of: all, -1, 0, 1");
    o.required_acks = *acks;
    if (*acks != kafka::acks::all) o.idempotent = false;
    return o;
}

void report(const producer_tool& t, const error& e, std::size_t value_size) {
    fmt::print(stderr,
               "ERROR Error when sending message to topic {} with value: {} bytes with error: {}\n",
               t.topic, value_size, e.what());
}

bool produce_lines(const producer_tool& t, writer& out, const std::stop_token& stop) {
    const classic_line parser(property_map(t.reader_properties));
    const bool prompts = isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0;
    const auto patience = [&] {
        return context::after(std::chrono::milliseconds(t.max_block_ms), stop);
    };
    line_reader in(STDIN_FILENO, '\n', stop);
    bool all_written = true;
    for (;;) {
        if (prompts) std::cout << '>' << std::flush;
        const auto line = in.next();
        if (!line) return all_written;
        owned_record r(parser.parse(*line, in.number()));
        try {
            if (t.sync)
                out.write_messages(patience(), std::span(&r.view(), 1));
            else
                out.post(patience(), r.view());
        } catch (const error& e) {
            if (e.code() == errc::cancelled) return all_written;
            all_written = false;
            report(t, e, line->size());
        }
    }
}

int produce_lines(const arguments& args) {
    producer_tool t;
    CLI::App app{"Sends lines of standard input to a topic", "kafka-console-producer"};
    add_options(app, t);
    if (parse_classic(app, args)) return done;
    if (t.topic.empty()) throw classic_failure("Missing required argument \"[topic]\"");
    t.server.resolve();
    delivery_count count;
    auto options = options_of(t);
    options.completion = [&count](const batch_result& b) { count.add(b); };
    const auto drain = options.delivery_timeout;
    signal_stop signals; // Ctrl-C takes back the line that is not whole and sends those before it
    writer out(std::move(options));
    bool all_written = true;
    try {
        all_written = produce_lines(t, out, signals.token());
    } catch (const classic_failure&) {
        count.close(out, drain); // the lines before the bad one are sent
        throw;
    }
    count.close(out, drain);
    if (count.failed() > 0 && !t.sync)
        fmt::print(stderr, "ERROR Error when sending messages to topic {}: {} with error: {}\n",
                   t.topic, count.failed(), count.first_error().message());
    if (signals.exit_code() != 0) return signals.exit_code();
    return all_written && count.failed() == 0 ? done : exit_although_failed();
}

} // namespace

int run_classic_producer(const arguments& args) { return run_classic(produce_lines, args); }

} // namespace kafka::detail::cli
