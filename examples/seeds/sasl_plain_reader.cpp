// A reader that logs in by name and password.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9094";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    const kafka::sasl::plain who{.username = "my-username", .password = "my-password"};
    kafka::reader reader{{.brokers = {broker},
                          .topic = "topic-A",
                          .partition = 0,
                          .dialer = kafka::dialer{.sasl = who}}};
    if (const auto m = reader.read_message(ctx)) std::cout << m->key << " = " << m->value << '\n';
}
