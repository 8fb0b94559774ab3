// kafka-go's way: a message is committed before it is returned, so it is handled at most once.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::reader reader{{.brokers = {broker},
                          .topic = "test",
                          .group_id = "consumer-group-id",
                          .commit_policy = kafka::commit_policy::on_read}};
    while (auto m = reader.read_message(ctx)) {
        std::cout << m->value << '\n'; // no commit_messages is needed
        if (m->lag() == 0) break;
    }
    reader.close();
}
