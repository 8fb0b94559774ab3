// What else a record may say: headers, a time, a partition, a topic, and that its key is gone.
#include <kafka/kafka.hpp>

#include <array>
#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    // [topics]
    kafka::writer anywhere{{.brokers = {broker}, .allow_auto_topic_creation = true}};
    anywhere.write_messages(
        ctx, {{.value = "to one", .topic = "coffee"}, {.value = "to another", .topic = "tea"}});
    // [/topics]
    kafka::writer writer{{.brokers = {broker}, .topic = "orders"}};
    // [headers]
    const std::array<kafka::header, 2> headers{{{"source", "web"}, {"trace", nullptr}}};
    writer.write_messages(ctx, {{.key = "anna", .value = "tea", .headers = headers}});
    // [/headers]
    // [partition]
    using namespace std::chrono_literals;
    const auto yesterday =
        std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now() - 24h);
    writer.write_messages(ctx, {{.value = "late", .partition = 2, .timestamp = yesterday}});
    // [/partition]
    // [tombstone]
    writer.write_messages(ctx, {{.key = "anna", .value = nullptr}}); // "" would be empty, not null
    // [/tombstone]
    std::cout << "5 records written\n";
}
