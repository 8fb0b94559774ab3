// Commits by hand, each message when it is done.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::reader reader{
        {.brokers = {broker}, .topic = "example-topic", .group_id = "example-group"}};
    while (auto m = reader.fetch_message(ctx)) {
        std::cout << "Message: " << m->key << " = " << m->value << '\n';
        reader.commit_messages(ctx, *m); // waits until the coordinator has it
        if (m->lag() == 0) break;
    }
    reader.close();
}
