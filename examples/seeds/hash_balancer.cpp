// Records of one key go to one partition, so that they are read in the order of writing.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    kafka::client client{{.brokers = {broker}}};
    client.create_topics(ctx, {{.topic = "example-topic", .partitions = 3}});

    kafka::writer writer{
        {.brokers = {broker}, .topic = "example-topic", .balancer = kafka::hash()}};
    writer.write_messages(ctx, {{.key = "order-1", .value = "created"},
                                {.key = "order-2", .value = "created"},
                                {.key = "order-1", .value = "paid"},
                                {.key = "order-1", .value = "shipped"}});
    writer.close(ctx);
    std::cout << "order-1 is in partition "
              << kafka::hash()->choose({.key = "order-1"}, std::vector{0, 1, 2}) << '\n';
}
