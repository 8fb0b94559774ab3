// What a user's first program might be: proves that headers, libraries and their dependencies are
// found.
#include <kafka/kafka.hpp>
#include <kafka/protocol/metadata.hpp>

#ifdef WITH_BROKER
#include <kafka/broker/server.hpp>
#endif

#include <iostream>

int main() {
    try {
        kafka::writer writer{{.brokers = {}, .topic = ""}};
    } catch (const kafka::error& e) {
        std::cout << e.what() << '\n';
    }
#ifdef WITH_BROKER
    kafka::broker::server server{{.data_directory = "consumer-data", .nodes = {{.port = 0}}}};
    kafka::context ctx = kafka::context::after(std::chrono::seconds(10));
    kafka::writer writer{
        {.brokers = {server.address()}, .topic = "t", .allow_auto_topic_creation = true}};
    writer.write_messages(ctx, {{.key = "k", .value = "v"}});
    kafka::reader reader{{.brokers = {server.address()}, .topic = "t"}};
    const auto message = reader.fetch_message(ctx);
    kafka::client client{{.brokers = {server.address()}}};
    const auto cluster = client.request(ctx, kafka::protocol::metadata_request{});
    return message && message->value == "v" && cluster->brokers.size() == 1 ? 0 : 1;
#else
    return 0;
#endif
}
