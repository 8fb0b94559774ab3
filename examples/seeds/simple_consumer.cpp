// A consumer in a group: what it has read is committed when it asks for the next message.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    kafka::reader reader{{.brokers = {broker},
                          .topic = "example-topic",
                          .min_bytes = 10'000,     // 10 kB, or what is there after max_wait
                          .max_bytes = 10'000'000, // 10 MB
                          .group_id = "example-group"}};
    while (auto m = reader.read_message(kafka::context::after(std::chrono::seconds(20)))) {
        std::cout << "Message at offset " << m->offset << ": key = " << m->key
                  << ", value = " << m->value << '\n';
        if (m->lag() == 0) break; // a service would go on
    }
    reader.close(); // commits the last message too, and leaves the group
}
