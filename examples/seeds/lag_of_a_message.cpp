// How far behind: from the message itself, and from the reader.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    kafka::reader reader{{.brokers = {broker}, .topic = "test", .partition = 0}};
    const auto m = reader.fetch_message(kafka::context::after(std::chrono::seconds(10)));
    if (!m) return 1;
    const auto now =
        std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    std::cout << "offset " << m->offset << ", high watermark " << m->high_watermark << ", "
              << m->lag() << " behind, "
              << (m->age(now).count() >= 0 ? "written before now" : "from the future") << '\n';
    std::cout << "next offset " << reader.offset() << ", lag " << reader.lag() << '\n';
}
