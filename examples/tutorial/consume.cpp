// Reads all partitions of a topic from the oldest record on, until Ctrl-C.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    kafka::reader orders{{.brokers = {broker}, .topic = "orders"}};
    const std::stop_callback on_stop(kafka::signal_stop(), [&orders] { orders.close(); });
    try {
        while (const auto m = orders.read_message({})) // empty once the reader is closed
            std::cout << m->partition << '/' << m->offset << ' ' << m->key << " = " << m->value
                      << std::endl;
    } catch (const kafka::error& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    std::cout << "closed\n";
}
