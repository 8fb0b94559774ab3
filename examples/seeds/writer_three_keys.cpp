// Three keys, spread by the bytes that each partition was given so far.
#include <kafka/kafka.hpp>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    kafka::writer writer{{.brokers = {broker},
                          .topic = "test",
                          .balancer = kafka::least_bytes(),
                          .allow_auto_topic_creation = true}};
    writer.write_messages(ctx, {{.key = "Key-A", .value = "Hello World!"},
                                {.key = "Key-B", .value = "One!"},
                                {.key = "Key-C", .value = "Two!"}});
}
