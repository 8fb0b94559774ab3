// A writer over TLS that sends a key to its partition by hash.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9093";
    const std::string authorities = argc > 2 ? argv[2] : ""; // a PEM file; else the system's
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::writer writer{
        {.brokers = {broker},
         .topic = "topic-A",
         .balancer = kafka::hash(),
         .allow_auto_topic_creation = true,
         .dialer = kafka::dialer{.tls = kafka::tls_options{.authorities = authorities}}}};
    writer.write_messages(ctx, {{.key = "Key-A", .value = "Hello World!"}});
    std::cout << "written over TLS\n";
}
