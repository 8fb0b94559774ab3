// A connection over TLS: one timeout for resolving, connecting and the handshake.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9093";
    const std::string authorities = argc > 2 ? argv[2] : ""; // a PEM file; else the system's
    const kafka::dialer dialer{.timeout = std::chrono::seconds(10),
                               .dual_stack = true,
                               .tls = kafka::tls_options{.authorities = authorities}};
    auto connection = dialer.dial({}, broker);
    std::cout << connection.controller({}).id << " is the controller\n";
}
