// Several bootstrap addresses: those that do not answer are passed over.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    kafka::reader reader{{.brokers = {broker, "localhost:9093", "localhost:9094"},
                          .topic = "topic-A",
                          .partition = 0,
                          .min_bytes = 10'000,       // 10 kB
                          .max_bytes = 10'000'000}}; // 10 MB
    reader.set_offset(42);
    while (auto m = reader.read_message(kafka::context::after(std::chrono::seconds(10)))) {
        std::cout << "message at offset " << m->offset << ": " << m->key << " = " << m->value
                  << '\n';
        if (m->lag() == 0) break;
    }
    reader.close(); // at once: nothing waits for a fetch that is under way
}
