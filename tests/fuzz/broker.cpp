// Whole requests to a broker: header, version check, decoding, handler, reply. The log, the
// metadata and the clock are real, the disk is memory.
#include "messages.hpp"

#include "broker/broker.hpp"
#include "support/memory_file_system.hpp"

namespace broker = kafka::detail::broker;

namespace {

class still_clock final : public broker::clock {
public:
    monotonic now() const override { return {}; }
    kafka::timestamp wall() const override {
        return kafka::timestamp(std::chrono::milliseconds(1'700'000'000'000));
    }
};

/// Counts answers: a request is answered at most once.
class counted_reply final : public broker::reply_to {
public:
    void frame(kafka::detail::wire::gathered&& response) override { answer(response.size() > 0); }
    void nothing() override { answer(true); }
    void close(std::string reason) override { answer(!reason.empty()); }

private:
    void answer(bool good) {
        kafka::fuzz::require(good && !answered_, "one answer, and not an empty one");
        answered_ = true;
    }
    bool answered_ = false;
};

/// Replaced now and then, so that topics made by inputs do not add up.
struct world {
    kafka::testing::memory_file_system disk;
    still_clock clock;
    std::unique_ptr<broker::broker> broker;
    int requests = 0;

    world() {
        std::string message;
        broker = broker::broker::open({.data_directory = "/data"},
                                      {disk, clock, [](std::string) {}}, message);
        kafka::fuzz::require(broker != nullptr, message.c_str());
        broker->advertise({{}});
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static auto here = std::make_unique<world>();
    if (++here->requests % 256 == 0) here = std::make_unique<world>();
    broker::peer peer{"fuzzer", "PLAINTEXT", 9092, {}};
    const kafka::detail::wire::bytes frame{reinterpret_cast<const std::byte*>(data), size};
    here->broker->handle(frame, peer, std::make_unique<counted_reply>());
    return 0;
}
