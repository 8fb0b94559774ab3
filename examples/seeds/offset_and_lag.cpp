// A reader of one partition knows where it is and how much is ahead of it.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::reader reader{{.brokers = {broker}, .topic = "test", .partition = 0}};
    const auto m = reader.fetch_message(ctx);
    std::cout << "message at offset " << m->offset << ", end " << m->high_watermark << ", lag "
              << m->lag() << '\n';
    std::cout << "reader at offset " << reader.offset() << ", lag " << reader.lag() << '\n';
}
