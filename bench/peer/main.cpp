// librdkafka under the loads of `kafka bench`, with the same options and the same JSON:
//     bench_peer produce|consume|latency TOPIC -b HOST:PORT -n MESSAGES [--size N]
//                [--compression C] [--one-at-a-time] [-o json]
#include "peer/consuming.hpp"
#include "peer/producing.hpp"

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
    for (auto* sub : {produce, consume, latency}) add_options(*sub, o);
    CLI11_PARSE(app, argc, argv);
    try {
        auto m = *produce ? peer::produce(o) : *consume ? peer::consume(o) : peer::latency(o);
        std::cout << m.text(true);
    } catch (const std::exception& e) {
        std::cerr << "librdkafka: " << e.what() << '\n';
        return EXIT_FAILURE;
    }
}
