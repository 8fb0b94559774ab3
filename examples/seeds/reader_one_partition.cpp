// One partition from offset 42 on. The reader reconnects by itself and keeps its place.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    kafka::reader reader{{.brokers = {broker},
                          .topic = "test",
                          .partition = 0,
                          .min_bytes = 10'000,
                          .max_bytes = 10'000'000}};
    reader.set_offset(42);
    while (auto m = reader.read_message(kafka::context::after(std::chrono::seconds(10)))) {
        std::cout << "message at offset " << m->offset << ": " << m->key << " = " << m->value
                  << '\n';
        if (m->lag() == 0) break; // a service would go on
    }
}
