// sarama's group handler that works on one message after another: the loop goes on over rebalances.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::reader claims{{.brokers = {broker}, .topic = "test_topic", .group_id = "demo"}};
    while (auto m = claims.read_message(ctx)) { // marked when the next one is asked for
        std::cout << m->value << '\n';
        if (m->lag() == 0) break;
    }
    claims.close();
}
