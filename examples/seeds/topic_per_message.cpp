// A writer without a topic of its own: each message names its topic, and may name its partition.
#include <kafka/kafka.hpp>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    kafka::writer writer{{.brokers = {broker}, .allow_auto_topic_creation = true}};
    writer.write_messages(ctx, {{.value = "for the first", .topic = "topic-A"},
                                {.value = "for the second", .topic = "topic-B", .partition = 0}});
}
