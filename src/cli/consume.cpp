// kafka consume TOPIC: records to standard output.
#include "cli/consume.hpp"

#include "cli/connection_options.hpp"
#include "cli/failure.hpp"
#include "cli/record_format.hpp"
#include "cli/record_json.hpp"
#include "cli/signal_stop.hpp"
#include "cli/standard_output.hpp"
#include "cli/topic_range.hpp"

#include <unistd.h>

#include <functional>
#include <iostream>

namespace kafka::detail::cli {

namespace {

struct consume_command {
    connection_options connection;
    std::string topic;
    std::string from;
    std::string to;
    std::optional<std::int32_t> partition;
    std::int64_t count = -1;
    std::string format;
    std::string output = "value";
    std::string value_as;
    std::string group; // empty: every partition, nothing is committed
};

using printer = std::function<void(const message&, std::string&)>;

printer make_printer(const consume_command& c) {
    if (!c.format.empty())
        return [format = record_format(c.format)](const message& m, std::string& out) {
            format.print(m, out);
        };
    if (c.output == "ndjson" || c.output == "json")
        return [nest = c.value_as == "json"](const message& m, std::string& out) {
            print_json(m, nest, out);
            out += '\n';
        };
    if (c.output != "value")
        throw failure(wrong_usage, "-o " + c.output + ": no such output form",
                      "value or ndjson; -f for more");
    return [](const message& m, std::string& out) { out.append(m.value.view()).append("\n"); };
}

offset_text offset_option(const std::string& option, const std::string& text) {
    const auto now =
        std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const auto parsed = parse_offset(text, now);
    if (!parsed)
        throw failure(wrong_usage, option + " " + text + ": no such offset",
                      "start, end, N, -N (the last N), +N (after the start), @TIME");
    return *parsed;
}

topic_info find_topic(const consume_command& c, client& cluster) {
    const auto info = cluster.metadata(c.connection.deadline(), {c.topic});
    if (info.topics.empty() || info.topics[0].error == condition::not_found) {
        const auto close = nearest(c.topic, cluster.topics(c.connection.deadline()));
        throw failure(not_found,
                      "topic \"" + c.topic + "\" does not exist (" + c.connection.cluster_name() +
                          ")",
                      close.empty() ? "" : "did you mean \"" + close + "\"?");
    }
    const auto& topic = info.topics[0];
    if (topic.error)
        throw failure(exit_code_of(topic.error),
                      "topic \"" + c.topic + "\": " + topic.error.message());
    const auto partitions = static_cast<std::int32_t>(topic.partitions.size());
    if (c.partition && (*c.partition < 0 || *c.partition >= partitions))
        throw failure(not_found, "topic \"" + c.topic + "\" has no partition " +
                                     std::to_string(*c.partition) + ": it has " +
                                     std::to_string(partitions));
    return topic;
}

topic_range range_of(const consume_command& c) {
    const bool terminal = isatty(STDOUT_FILENO) != 0;
    if (c.from.empty() && terminal)
        std::cerr << "waiting for new messages; --from start reads all\n";
    const auto from = offset_option("--from", c.from.empty() ? "end" : c.from);
    std::optional<offset_text> to;
    if (!c.to.empty()) to = offset_option("--to", c.to);
    client cluster(c.connection.client());
    return find_range(cluster, c.connection.deadline(), find_topic(c, cluster), from, to,
                      c.partition);
}

/// Prints until the range is complete, the count is reached, the pipe is closed or stop is asked
/// for.
class consumption {
public:
    consumption(const consume_command& c, const topic_range& range, std::stop_token stop)
        : print_(make_printer(c))
        , in_group_(!c.group.empty())
        , progress_(range)
        , left_(c.count)
        , stop_(std::move(stop)) {}

    void run(reader& in) {
        while (!ended()) {
            try {
                print_batch(in);
            } catch (const error& e) {
                if (e.code() != errc::timed_out && e.code() != errc::cancelled) throw;
            }
            progress_.pass(in.positions());
            out_.flush();
        }
    }

private:
    bool ended() const {
        return progress_.complete() || left_ == 0 || out_.closed() || stop_.stop_requested();
    }

    void print_batch(reader& in) {
        // Woken now and then: the end of a range may be a batch without a record to deliver.
        constexpr auto look_around = std::chrono::milliseconds(200);
        auto batch = in.fetch_batch(context::after(look_around, stop_));
        std::optional<message> last;
        for (const message& m : batch) {
            if (!progress_.take(m.partition, m.offset)) continue;
            print_(m, out_.buffer());
            out_.flush_if_large();
            last = m;
            if (left_ > 0) --left_;
            if (left_ == 0 || out_.closed()) break;
        }
        if (in_group_ && last) commit(in, *last);
    }

    /// Only what has left this program counts as read.
    void commit(reader& in, const message& last) {
        out_.flush();
        if (out_.closed()) return;
        try {
            in.commit_messages(context(stop_), last);
        } catch (const error& e) {
            if (e.code() != errc::partition_lost) throw; // whoever has it now reads it again
        }
    }

    printer print_;
    bool in_group_;
    range_progress progress_;
    std::int64_t left_;
    std::stop_token stop_;
    standard_output out_;
};

void check_group(const consume_command& c) {
    if (!c.to.empty() || c.partition)
        throw failure(wrong_usage, "-g goes with neither --to nor --partition",
                      "the group shares the partitions out; -n COUNT ends");
}

/// Where the group goes on where it has committed nothing yet.
start_offset group_start(const consume_command& c) {
    const auto from = offset_option("--from", c.from.empty() ? "end" : c.from);
    if (from.what == offset_text::kind::start) return first_offset;
    if (from.what == offset_text::kind::end) return last_offset;
    if (from.what == offset_text::kind::time)
        return at(timestamp(std::chrono::milliseconds(from.number)));
    throw failure(wrong_usage, "--from " + c.from + " does not go with -g",
                  "start, end or @TIME; kafka group reset moves a group");
}

int consume_in_group(const consume_command& c) {
    signal_stop signals;
    auto options = c.connection.reader();
    options.topic = c.topic;
    options.group_id = c.group;
    options.start_offset = group_start(c);
    if (options.commit_interval.count() == 0) options.commit_interval = std::chrono::seconds(1);
    client cluster(c.connection.client());
    find_topic(c, cluster);
    consumption job(c, {}, signals.token());
    reader in(std::move(options));
    job.run(in);
    in.close();
    return signals.exit_code();
}

int consume(const consume_command& c) {
    signal_stop signals;
    const auto range = range_of(c);
    consumption job(c, range, signals.token());
    auto options = c.connection.reader();
    options.topic = c.topic;
    options.partition = c.partition;
    reader in(std::move(options));
    for (const auto& [partition, r] : range) in.set_offset(partition, r.from);
    job.run(in);
    in.close();
    return signals.exit_code();
}

void add_options(CLI::App& app, consume_command& c) {
    app.footer("examples:\n"
               "  kafka consume orders --from start --to end\n"
               "  kafka consume orders --from @-15m -f '%T{rfc3339} %p/%o %k %v\\n'\n"
               "  kafka consume orders --from -10 -o ndjson\n"
               "  kafka consume orders -g billing --from start");
    app.add_option("topic", c.topic, "what to read")->required();
    app.add_option("--from", c.from,
                   "start, end, N, -N, +N, @TIME [end: what is written from now on]");
    app.add_option("--to", c.to, "the same; fixed at the start, so that it ends [no end]");
    app.add_option("-p,--partition", c.partition, "only this partition [all]");
    app.add_option("-g,--group", c.group,
                   "share the partitions with this group, go on where it stopped, commit");
    app.add_option("-n,--count", c.count, "stop after so many");
    app.add_option("-f,--format", c.format,
                   "%t %p %o %k %v %h %T, with {hex} {base64} {json} {rfc3339}");
    app.add_option("-o,--output", c.output, "value or ndjson [value]");
    app.add_option("--value", c.value_as, "json: nest the value in ndjson as it is");
    c.connection.add_to(app);
}

} // namespace

int run_consume(const arguments& args) {
    consume_command c;
    CLI::App app{"Reads a topic", "kafka consume"};
    add_options(app, c);
    if (parse(app, args)) return done;
    make_printer(c); // mistakes in the format are told before anything is asked of the cluster
    if (c.group.empty()) return consume(c);
    check_group(c);
    return consume_in_group(c);
}

} // namespace kafka::detail::cli
