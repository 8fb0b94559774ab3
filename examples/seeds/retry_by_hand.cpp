// What is left of the endless retry loop: nothing. The writer tries again by itself until
// delivery_timeout, and because it is idempotent a retry never writes a message twice. What remains
// for the caller is to decide what to do with messages that were given up, one by one.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    kafka::writer writer{{.brokers = {broker},
                          .topic = "example-topic",
                          .delivery_timeout = std::chrono::seconds(10),
                          .allow_auto_topic_creation = true}};
    try {
        writer.write_messages({}, {{.key = "Key-A", .value = "tried until it is there"}});
        std::cout << "written once\n";
    } catch (const kafka::write_errors& failed) {
        for (const auto& e : failed.errors())
            std::cerr << "message " << e.index << ": " << e.error.message()
                      << (e.persistence == kafka::persistence::not_persisted
                              ? " (not written)\n"
                              : " (perhaps written)\n");
        return 1;
    }
}
