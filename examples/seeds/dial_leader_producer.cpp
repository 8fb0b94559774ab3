// Writes over one connection to the leader of a partition: all messages are one batch.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    using namespace std::chrono_literals;
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const kafka::dialer dialer{.allow_auto_topic_creation = true};
    auto connection = dialer.dial_leader({}, broker, "test", 0);
    connection.set_write_deadline(kafka::context::clock::now() + 10s);
    const auto bytes =
        connection.write_messages({}, {{.value = "one!"}, {.value = "two!"}, {.value = "three!"}});
    std::cout << bytes << " bytes written\n";
    connection.close();
}
