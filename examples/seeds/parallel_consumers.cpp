// Several readers of one group share the partitions of their topic.
#include <kafka/kafka.hpp>

#include <atomic>
#include <iostream>
#include <thread>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const int wanted = argc > 2 ? std::stoi(argv[2]) : 100;
    std::atomic<int> count = 0;
    std::stop_source enough;
    const auto work = [&] {
        kafka::reader reader{{.brokers = {broker},
                              .topic = "test",
                              .queue_bytes = 1024 * 1024, // no more is fetched ahead
                              .group_id = "workers"}};
        const kafka::context ctx(std::chrono::steady_clock::now() + std::chrono::seconds(20),
                                 enough.get_token());
        try {
            while (reader.read_message(ctx))
                if (++count >= wanted) enough.request_stop();
        } catch (const kafka::error& e) {
            if (e.code() != kafka::errc::cancelled) std::cerr << e.what() << '\n';
        }
        reader.close();
    };
    {
        std::jthread first(work);
        std::jthread second(work);
        std::jthread third(work);
    }
    std::cout << count << " messages\n";
}
