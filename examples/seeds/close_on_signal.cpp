// Ctrl-C closes the reader, so that the rest of its group goes on at once.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const std::chrono::seconds patience(argc > 2 ? std::stoi(argv[2]) : 45); // when it is killed
    kafka::reader reader{{.brokers = {broker},
                          .topic = "topic-A",
                          .group_id = "group-A",
                          .session_timeout = patience}};
    const std::stop_callback on_stop(kafka::signal_stop(), [&reader] { reader.close(); });
    while (auto m = reader.read_message({})) // empty once the reader is closed
        std::cout << "message at offset " << m->offset << ": " << m->key << " = " << m->value
                  << std::endl;
    reader.close(); // waits for the farewell that the signal has begun
    std::cout << "left the group" << std::endl;
}
