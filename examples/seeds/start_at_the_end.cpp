// Where a group has committed nothing yet, start_offset says where it begins.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::reader reader{
        {.brokers = {broker},
         .topic = "test",
         .start_offset = kafka::last_offset,
         .group_id = "a-new-group",
         .group_listener = {.assigned =
                                [](const auto& partitions) {
                                    std::cerr << partitions.size() << " partitions\n";
                                }},
         .logger = [](kafka::log_level, std::string_view line) { std::cerr << line << '\n'; }}};
    try {
        reader.fetch_message(kafka::context::after(std::chrono::milliseconds(500)));
    } catch (const kafka::error& e) {
        if (e.code() != kafka::errc::timed_out) throw;
        std::cout << "nothing new\n";
    }
    while (reader.positions().empty() || reader.positions()[0].offset < 0) // not there yet
        try {
            reader.fetch_message(kafka::context::after(std::chrono::milliseconds(50)));
        } catch (const kafka::error&) {}
    kafka::writer writer{{.brokers = {broker}, .topic = "test"}};
    writer.write_messages(ctx, {{.value = "from now on"}});
    const auto m = reader.fetch_message(ctx);
    std::cout << m->value << '\n';
    reader.close();
}
