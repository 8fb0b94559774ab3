// A group one generation at a time, for programs that read the partitions themselves.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::consumer_group group{{.brokers = {broker}, .id = "my-group", .topics = {"test"}}};
    auto generation = group.next(ctx);
    for (const auto& [topic, partitions] : generation->assignments())
        for (const auto& p : partitions)
            generation->start([&, topic = topic, p](std::stop_token ended) {
                kafka::reader reader{{.brokers = {broker},
                                      .topic = topic,
                                      .partition = p.id,
                                      .start_offset = p.offset}};
                try {
                    const auto m = reader.read_message(kafka::context(*ctx.deadline(), ended));
                    std::cout << m->topic << '/' << m->partition << ": " << m->value << '\n';
                    generation->commit_offsets(ctx, {{{topic, p.id}, m->offset + 1}});
                } catch (const kafka::error& e) { // the generation has ended
                    std::cerr << e.what() << '\n';
                }
            });
    generation = group.next(ctx); // when any of the work returns, there is another one
    std::cout << "goes on at offset " << generation->assignments().at("test")[0].offset.value()
              << '\n';
    group.close();
}
