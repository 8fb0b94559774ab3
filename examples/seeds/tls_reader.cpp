// A reader in a group over TLS.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9093";
    const std::string authorities = argc > 2 ? argv[2] : ""; // a PEM file; else the system's
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::reader reader{
        {.brokers = {broker},
         .topic = "topic-A",
         .group_id = "consumer-group-id",
         .dialer = kafka::dialer{.tls = kafka::tls_options{.authorities = authorities}}}};
    if (const auto m = reader.read_message(ctx)) std::cout << m->key << " = " << m->value << '\n';
    reader.close();
}
