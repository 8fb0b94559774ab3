// librdkafka under the loads of `kafka bench`, with the same options and the same JSON:
//     bench_peer produce|consume|latency|raw TOPIC -b HOST:PORT -n MESSAGES [--size N]
//                [--compression C] [--one-at-a-time] [-o json]
// `raw` is latency without any client: the same record over a blocking socket.
#include "peer/consuming.hpp"
#include "peer/producing.hpp"
#include "peer/raw.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>

namespace {

void add_options(CLI::App& sub, peer::options& o) {
    sub.add_option("topic", o.topic)->required();
    sub.add_option("-b", o.brokers)->required();
    sub.add_option("-n", o.messages)->required();
    sub.add_option("--size", o.size);
    sub.add_option("--compression", o.compression);
    sub.add_flag("--one-at-a-time", o.one_at_a_time);
    sub.add_option("-o", o.output)->check(CLI::IsMember({"json"}));
}

} // namespace

int main(int argc, char** argv) {
    peer::options o;
    CLI::App app("librdkafka under the loads of kafka bench");
    app.require_subcommand(1);
    auto* produce = app.add_subcommand("produce");
    auto* consume = app.add_subcommand("consume");
    auto* latency = app.add_subcommand("latency");
    auto* raw = app.add_subcommand("raw");
    for (auto* sub : {produce, consume, latency, raw}) add_options(*sub, o);
    CLI11_PARSE(app, argc, argv);
    try {
        auto m = *produce   ? peer::produce(o)
                 : *consume ? peer::consume(o)
                 : *raw     ? peer::raw_latency(o)
                            : peer::latency(o);
        std::cout << m.text(true);
    } catch (const std::exception& e) {
        std::cerr << "bench_peer: " << e.what() << '\n';
        return EXIT_FAILURE;
    }
}
