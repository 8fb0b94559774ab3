// kafka-console-consumer: messages of a topic on standard output, of all its partitions or of those
// that a group gives to it.
#include "cli/classic_consumer.hpp"

#include "cli/classic_line.hpp"
#include "cli/classic_message_text.hpp"
#include "cli/classic_options.hpp"
#include "cli/signal_stop.hpp"
#include "cli/standard_output.hpp"

#include <fmt/format.h>

#include <charconv>
#include <thread>

namespace kafka::detail::cli {

namespace {

using namespace std::chrono_literals;

struct consumer_tool {
    classic_connection server;
    std::string topic;
    std::string offset;
    std::optional<std::int32_t> partition;
    std::int64_t max_messages = -1;
    std::optional<std::int64_t> timeout_ms;
    std::vector<std::string> properties;
    bool from_beginning = false;
    std::string group; // empty: every partition, nothing is committed
};

void add_options(CLI::App& app, consumer_tool& t) {
    t.server.add_to(app);
    app.add_option("--topic", t.topic, "what to read");
    app.add_flag("--from-beginning", t.from_beginning, "from the oldest message [only new ones]");
    app.add_option("--partition", t.partition, "only this partition");
    app.add_option("--offset", t.offset, "with --partition: earliest, latest or a number");
    app.add_option("--group", t.group, "share the partitions with this group, and commit");
    app.add_option("--max-messages", t.max_messages, "stop after so many");
    app.add_option("--timeout-ms", t.timeout_ms, "stop when none came for so long");
    app.add_option("--property,--formatter-property", t.properties,
                   "of the printer: print.key=true")
        ->take_all();
    // Records are printed as served, by the default formatter: other values would change the
    // output.
    for (const char* name : {"--isolation-level", "--formatter", "--key-deserializer",
                             "--value-deserializer", "--formatter-config"})
        app.add_option(name)->group("");
    app.add_flag("--skip-message-on-error")->group("");
}

start_offset start_of(const consumer_tool& t) {
    if (t.offset.empty()) return t.from_beginning ? first_offset : last_offset;
    if (t.offset == "earliest") return first_offset;
    if (t.offset == "latest") return last_offset;
    std::int64_t n = 0;
    const auto* end = t.offset.data() + t.offset.size();
    const auto [rest, error] = std::from_chars(t.offset.data(), end, n);
    if (error != std::errc() || rest != end || n < 0)
        throw classic_failure(
            "The provided offset value '" + t.offset +
            "' is incorrect. Valid values are 'earliest', 'latest', or a non-negative long.");
    return n;
}

void check(const consumer_tool& t) {
    if (t.topic.empty()) throw classic_failure("Exactly one of --include/--topic is required.");
    if (!t.offset.empty() && !t.partition)
        throw classic_failure("The partition is required when offset is specified.");
    if (!t.offset.empty() && t.from_beginning)
        throw classic_failure("Options from-beginning and offset cannot be specified together.");
    if (t.partition && !t.group.empty())
        throw classic_failure("Options group and partition cannot be specified together.");
}

/// Kafka's consumer creates an absent topic where the broker allows it, then waits; so does this
/// one.
void await_topic(const consumer_tool& t, std::stop_token stop) {
    client cluster(t.server.connection.client());
    bool warned = false;
    while (!stop.stop_requested()) {
        const auto info = cluster.metadata(t.server.connection.deadline(), {t.topic});
        if (!info.topics.empty() && !info.topics[0].error) return;
        const auto error = info.topics.empty() ? std::error_code() : info.topics[0].error;
        if (error && error != condition::not_found && error != condition::retriable)
            throw classic_failure("Invalid topics: [" + t.topic + "]: " + error.message());
        if (!warned)
            fmt::print(stderr, "WARN topic {} does not exist yet; waiting for it\n", t.topic);
        warned = true;
        std::this_thread::sleep_for(200ms);
    }
}

reader_options options_of(const consumer_tool& t) {
    auto o = t.server.connection.reader();
    o.topic = t.topic;
    o.partition = t.partition;
    o.start_offset = start_of(t);
    const bool earliest = t.from_beginning || o.out_of_range == out_of_range_policy::first;
    if (t.offset.empty() && earliest) o.start_offset = first_offset; // auto.offset.reset=earliest
    o.out_of_range = earliest ? out_of_range_policy::first : out_of_range_policy::last;
    if (!t.group.empty()) o.group_id = t.group;
    constexpr auto kafkas_commit_interval = 5s;
    if (o.commit_interval.count() == 0) o.commit_interval = kafkas_commit_interval;
    return o;
}

class printing {
public:
    printing(const consumer_tool& t, bool in_group, std::stop_token stop)
        : text_(property_map(t.properties))
        , in_group_(in_group)
        , left_(t.max_messages)
        , timeout_(t.timeout_ms)
        , stop_(std::move(stop)) {}

    std::uint64_t count() const { return count_; }

    void run(reader& in) {
        while (!stop_.stop_requested() && !out_.closed() && left_ != 0) {
            const auto ctx = timeout_ ? context::after(std::chrono::milliseconds(*timeout_), stop_)
                                      : context(stop_);
            auto batch = in.fetch_batch(ctx);
            if (batch.empty()) return;
            std::optional<message> last;
            for (const message& m : batch) {
                text_.print(m, out_.buffer());
                out_.flush_if_large();
                ++count_;
                last = m;
                if (left_ > 0 && --left_ == 0) break;
            }
            out_.flush();
            if (in_group_ && last && !out_.closed()) commit(in, *last);
        }
    }

private:
    void commit(reader& in, const message& last) {
        try {
            in.commit_messages(context(stop_), last);
        } catch (const error& e) {
            if (e.code() != errc::partition_lost) throw; // whoever has it now reads it again
        }
    }

    classic_message_text text_;
    bool in_group_;
    std::int64_t left_;
    std::optional<std::int64_t> timeout_;
    std::stop_token stop_;
    std::uint64_t count_ = 0;
    standard_output out_;
};

int consume_topic(const arguments& args) {
    consumer_tool t;
    CLI::App app{"Prints the messages of a topic", "kafka-console-consumer"};
    add_options(app, t);
    if (parse_classic(app, args)) return done;
    check(t);
    t.server.resolve();
    const auto options = options_of(t);
    signal_stop signals;
    printing job(t, !options.group_id.empty(), signals.token());
    await_topic(t, signals.token());
    reader in(options);
    try {
        job.run(in);
    } catch (const error& e) {
        if (e.code() == errc::timed_out)
            fmt::print(stderr, "ERROR Error processing message, terminating consumer process: "
                               "org.apache.kafka.common.errors.TimeoutException\n");
        else if (e.code() != errc::cancelled)
            fmt::print(stderr, "ERROR {}\n", e.what());
    }
    in.close(); // commits
    fmt::print(stderr, "Processed a total of {} messages\n", job.count());
    return signals.exit_code();
}

} // namespace

int run_classic_consumer(const arguments& args) { return run_classic(consume_topic, args); }

} // namespace kafka::detail::cli
