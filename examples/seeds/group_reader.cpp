// A reader in a group, and what such a reader answers to questions about one partition.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    kafka::reader r{{.brokers = {broker},
                     .topic = "test",
                     .min_bytes = 10'000,
                     .max_bytes = 10'000'000,
                     .group_id = "test-id"}};
    try {
        r.set_offset(42);
    } catch (const kafka::error& e) {
        std::cout << e.what() << '\n'; // the group says where its members read
    }
    while (auto m = r.read_message(kafka::context::after(std::chrono::seconds(20)))) {
        std::cout << "message at topic/partition/offset " << m->topic << '/' << m->partition << '/'
                  << m->offset << ": " << m->key << " = " << m->value << '\n';
        if (m->lag() == 0) break;
    }
    std::cout << "offset " << r.offset() << ", lag " << r.lag() << '\n'; // of which partition?
    for (const auto& p : r.positions())
        std::cout << p.topic << '/' << p.partition << ": offset " << p.offset << ", lag " << p.lag()
                  << '\n';
    r.close();
}
