// kafka produce TOPIC [VALUE]: one record, or one for each line of standard input.
#include "cli/produce.hpp"

#include "cli/connection_options.hpp"
#include "cli/delivery_count.hpp"
#include "cli/failure.hpp"
#include "cli/hint.hpp"
#include "cli/line_reader.hpp"
#include "cli/owned_record.hpp"
#include "cli/quantity.hpp"
#include "cli/record_format.hpp"
#include "cli/signal_stop.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <future>
#include <iostream>

namespace kafka::detail::cli {

namespace {

struct produce_command {
    connection_options connection;
    std::string topic;
    std::optional<std::string> value;
    std::optional<std::string> key;
    std::vector<std::string> headers;
    std::int32_t partition = -1;
    std::string input = "lines";
    std::optional<std::string> key_delimiter;
    std::string compression;
    std::string acks;
    std::string keep;
    bool null_value = false;
    bool create = false;
    bool skip_bad = false;
    bool quiet = false;
};

writer_options options_of(const produce_command& c) {
    auto o = c.connection.writer();
    o.topic = c.topic;
    o.allow_auto_topic_creation = c.create;
    if (!c.compression.empty()) {
        const auto codec = compression_from_string(c.compression);
        if (!codec)
            throw failure(wrong_usage, "--compression " + c.compression + ": no such codec",
                          "none, gzip, snappy, lz4 or zstd");
        o.compression = *codec;
    }
    if (!c.acks.empty()) {
        const auto acks = acks_from_string(c.acks);
        if (!acks) throw failure(wrong_usage, "--acks " + c.acks + ": none, one or all");
        o.required_acks = *acks;
        if (*acks != kafka::acks::all) o.idempotent = false;
    }
    return o;
}

/// An absent topic is the most common mistake: name it at once, with the nearest that exists.
void require_topic(const produce_command& c) {
    if (c.create) return;
    client cluster(c.connection.client());
    const auto info = cluster.metadata(c.connection.deadline(), {c.topic});
    if (info.topics.empty() || info.topics[0].error != condition::not_found) return;
    const auto close = nearest(c.topic, cluster.topics(c.connection.deadline()));
    throw failure(not_found,
                  "topic \"" + c.topic + "\" does not exist (" + c.connection.cluster_name() + ")",
                  (close.empty() ? "" : "did you mean \"" + close + "\"? ") +
                      "kafka topic create " + c.topic + " makes it");
}

parsed_record record_of(const produce_command& c, std::optional<std::string> value) {
    parsed_record r{.key = c.key,
                    .value = std::move(value),
                    .headers = {},
                    .partition = {},
                    .timestamp_ms = {}};
    for (const auto& h : c.headers) r.headers.push_back(parse_header(h));
    if (c.partition >= 0) r.partition = c.partition;
    return r;
}

int produce_one(const produce_command& c) {
    // Static: on a timeout the writer may still tell the outcome after this function has thrown.
    static std::promise<delivery> outcome;
    writer out(options_of(c));
    const delivery_callback done_one{
        [](void* p, const delivery& d) { static_cast<std::promise<delivery>*>(p)->set_value(d); },
        &outcome};
    owned_record r(record_of(c, c.null_value ? std::nullopt : c.value));
    out.post(c.connection.deadline(), r.view(), done_one);
    out.flush(c.connection.deadline());
    const auto d = outcome.get_future().get();
    if (d.error)
        throw failure(exit_code_of(d.error),
                      "the record was not written to topic \"" + c.topic +
                          "\": " + d.error.message(),
                      hint_for(d.error));
    if (!c.quiet) fmt::print("{}[{}]@{}\n", c.topic, d.partition, d.offset);
    return done;
}

/// One line of input as a record; throws `failure` that names the line.
class line_parser {
public:
    explicit line_parser(const produce_command& c)
        : c_(c)
        , json_(c.input == "ndjson")
        , keeps_partition_(c.keep.find("partition") != c.keep.npos)
        , keeps_timestamp_(c.keep.find("timestamp") != c.keep.npos) {
        if (c.key_delimiter) delimiter_ = unescape(*c.key_delimiter);
    }

    parsed_record parse(std::string_view line) const {
        return json_ ? from_json(line) : from_text(line);
    }

private:
    parsed_record from_json(std::string_view line) const {
        std::string mistake;
        auto r = parse_json_record(line, mistake);
        if (!r) throw failure(failed, mistake);
        if (!keeps_partition_) r->partition.reset();
        if (!keeps_timestamp_) r->timestamp_ms.reset();
        if (c_.partition >= 0) r->partition = c_.partition;
        return std::move(*r);
    }
    parsed_record from_text(std::string_view line) const {
        if (delimiter_.empty()) return record_of(c_, std::string(line));
        const auto at = line.find(delimiter_);
        if (at == line.npos) throw failure(failed, "no key delimiter in the line");
        auto r = record_of(c_, std::string(line.substr(at + delimiter_.size())));
        r.key = line.substr(0, at);
        return r;
    }

    const produce_command& c_;
    bool json_;
    bool keeps_partition_;
    bool keeps_timestamp_;
    std::string delimiter_;
};

struct stream_state {
    std::uint64_t skipped = 0;
    std::string stopped_by; // the mistake that ended the input
    std::string hint;
};

/// False when a bad line ends the input.
bool pass_over(const produce_command& c, std::size_t line, const char* what, std::string hint,
               stream_state& state) {
    if (c.skip_bad) {
        ++state.skipped;
        return true;
    }
    state.stopped_by = fmt::format("line {}: {}", line, what);
    state.hint = std::move(hint);
    return false;
}

void post_lines(const produce_command& c, writer& out, const context& ctx, stream_state& state) {
    line_reader in(STDIN_FILENO, c.input == "nul" ? '\0' : '\n', ctx.stop());
    const line_parser parser(c);
    const bool plain = c.input != "ndjson" && !c.key_delimiter && c.headers.empty();
    const auto post = [&](std::string_view line) {
        if (plain) // the fast way: nothing is copied but into the batch
            return out.post(ctx, {.key = c.key ? bytes_view(*c.key) : bytes_view(),
                                  .value = line,
                                  .partition = c.partition});
        owned_record r(parser.parse(line));
        out.post(ctx, r.view());
    };
    bool goes_on = true;
    while (goes_on) {
        const auto line = in.next();
        if (!line || ctx.stop().stop_requested()) return;
        try {
            post(*line);
        } catch (const failure& f) {
            goes_on = pass_over(c, in.number(), f.what(),
                                "everything before it was written; --skip-bad goes on", state);
        } catch (const error& e) {
            if (e.code() != errc::message_too_large) throw;
            goes_on = pass_over(c, in.number(), e.what(), hint_for(e.code()), state);
        }
    }
}

void print_summary(const delivery_count& count, double seconds) {
    const auto messages = count.delivered();
    fmt::print(stderr, "{} messages · {} · {} · {} · {}\n", count_text(messages),
               size_text(static_cast<double>(count.bytes())), duration_text(seconds),
               rate_text(seconds > 0 ? static_cast<double>(messages) / seconds : 0),
               count.failed() == 0 ? "all acknowledged"
                                   : fmt::format("{} not written", count_text(count.failed())));
}

int produce_stream(const produce_command& c) {
    delivery_count count;
    stream_state state;
    auto options = options_of(c);
    options.completion = [&count](const batch_result& b) { count.add(b); };
    const auto drain = options.delivery_timeout;
    signal_stop signals;
    writer out(std::move(options));
    const auto begin = std::chrono::steady_clock::now();
    try {
        post_lines(c, out, context(signals.token()), state);
    } catch (const error& e) {
        if (e.code() != errc::cancelled) throw;
    }
    count.close(out, drain);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    if (!c.quiet) print_summary(count, took.count());
    if (!state.stopped_by.empty()) throw failure(failed, state.stopped_by, state.hint);
    if (count.failed() > 0)
        throw failure(count.delivered() > 0 ? partly_done : exit_code_of(count.first_error()),
                      fmt::format("{} messages were not written to topic \"{}\": {}",
                                  count_text(count.failed()), c.topic,
                                  count.first_error().message()),
                      hint_for(count.first_error()));
    if (signals.exit_code() != 0) return signals.exit_code();
    return state.skipped > 0 ? partly_done : done;
}

void add_options(CLI::App& app, produce_command& c) {
    app.footer(
        "examples:\n"
        "  kafka produce orders hello -k user-1 -H source=cli\n"
        "  seq 1000000 | kafka produce orders\n"
        "  kafka consume a --from start --to end -o ndjson | kafka produce b --input ndjson");
    app.add_option("topic", c.topic, "where to")->required();
    app.add_option("value", c.value, "one record; without it each line of standard input is one");
    app.add_option("-k,--key", c.key, "key of every record");
    app.add_option("-H,--header", c.headers, "name=value (name alone: null); may be repeated")
        ->take_all();
    app.add_option("-p,--partition", c.partition, "exactly this partition [by key]");
    app.add_flag("--null", c.null_value, "a record without value: a tombstone");
    app.add_option("--input", c.input,
                   "lines, nul (records end with a zero byte) or ndjson [lines]");
    app.add_option("-D,--key-delimiter", c.key_delimiter, "a line is key, this, value");
    app.add_option("--keep", c.keep, "what ndjson may set: partition,timestamp");
    app.add_option("--compression,-z", c.compression, "none, gzip, snappy, lz4, zstd [none]");
    app.add_option("--acks", c.acks, "none, one, all [all]");
    app.add_flag("--create", c.create, "let the broker make an absent topic");
    app.add_flag("--skip-bad", c.skip_bad, "leave out lines that cannot be read (exit code 7)");
    app.add_flag("-q,--quiet", c.quiet, "say nothing on success");
    c.connection.add_to(app);
}

} // namespace

int run_produce(const arguments& args) {
    produce_command c;
    CLI::App app{"Writes records to a topic", "kafka produce"};
    add_options(app, c);
    if (parse(app, args)) return done;
    if (c.input != "lines" && c.input != "ndjson" && c.input != "nul")
        throw failure(wrong_usage, "--input " + c.input + ": lines, nul or ndjson");
    options_of(c); // mistakes are told before anything is asked of the cluster
    require_topic(c);
    return c.value || c.null_value ? produce_one(c) : produce_stream(c);
}

} // namespace kafka::detail::cli
