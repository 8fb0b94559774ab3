// A whole loop: what cannot be handled goes to a dead-letter topic, and the position moves on.
#include <kafka/kafka.hpp>

#include <iostream>

namespace {

void handle(const kafka::message& m) {
    if (m.value == "3") throw std::runtime_error("three is too much");
}

} // namespace

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::reader reader{{.brokers = {broker}, .topic = "test", .group_id = "workers"}};
    kafka::writer dead_letters{
        {.brokers = {broker}, .topic = "test-dead-letters", .allow_auto_topic_creation = true}};
    while (auto m = reader.fetch_message(ctx)) { // empty once the reader is closed
        try {
            handle(*m);
        } catch (const std::exception& e) {
            std::cout << "offset " << m->offset << ": " << e.what() << '\n';
            dead_letters.write_messages(ctx, {{.key = m->key, .value = m->value}});
        }
        try {
            reader.commit_messages(ctx, *m); // tried again by itself while that may help
        } catch (const kafka::error& e) {
            if (e.code() != kafka::errc::partition_lost)
                throw; // else another member reads it again
        }
        if (m->lag() == 0) break;
    }
    reader.close();
}
