#include "support/broker_in_memory.hpp"

#include <unistd.h>

namespace kafka::testing {

namespace {

class kept_reply final : public detail::broker::reply_to {
public:
    explicit kept_reply(std::shared_ptr<outcome> to) : to_(std::move(to)) {}

    void frame(detail::wire::gathered&& response) override {
        settle(outcome::kind::answered);
        const auto bytes = flat(response);
        to_->frame.assign(bytes.begin() + detail::protocol::frame_size_bytes, bytes.end());
        const auto size = detail::wire::load<std::int32_t>(bytes.data());
        EXPECT_EQ(static_cast<std::size_t>(size), to_->frame.size());
    }
    void nothing() override { settle(outcome::kind::nothing); }
    void close(std::string reason) override {
        settle(outcome::kind::closed);
        to_->reason = std::move(reason);
    }

private:
    void settle(outcome::kind what) {
        EXPECT_EQ(to_->what, outcome::kind::waiting) << "a request was answered twice";
        to_->what = what;
    }

    std::shared_ptr<outcome> to_;
};

void append(std::vector<std::byte>& to, const detail::wire::file_slice& from) {
    const auto before = to.size();
    to.resize(before + from.length);
    const auto got = ::pread(from.descriptor, to.data() + before, from.length,
                             static_cast<off_t>(from.position));
    EXPECT_EQ(static_cast<std::size_t>(got), from.length);
}

} // namespace

std::vector<std::byte> flat(const detail::wire::gathered& from) {
    std::vector<std::byte> out;
    for (const auto& part : from.parts) {
        if (const auto* memory = std::get_if<detail::wire::bytes>(&part))
            out.insert(out.end(), memory->begin(), memory->end());
        else
            append(out, std::get<detail::wire::file_slice>(part));
    }
    return out;
}

broker_in_memory::broker_in_memory() {
    options.data_directory = directory;
    options.nodes = {{.id = 1, .host = "localhost", .port = 9092}};
}

broker_in_memory::~broker_in_memory() = default;

std::string broker_in_memory::open() {
    broker.reset();
    std::string message;
    broker = detail::broker::broker::open(
        options, {disk, time, [this](std::string line) { lines.push_back(std::move(line)); }},
        message);
    EXPECT_EQ(broker == nullptr, !message.empty());
    return message;
}

void broker_in_memory::restart() {
    broker->stop();
    EXPECT_EQ(open(), "");
}

void broker_in_memory::kill() {
    broker.reset();
    EXPECT_EQ(open(), "");
}

void broker_in_memory::lose_power(std::uint64_t seed) {
    broker.reset();
    disk.lose_power(seed);
    EXPECT_EQ(open(), "");
}

std::shared_ptr<outcome> broker_in_memory::send(detail::wire::bytes frame) {
    auto result = outcomes.emplace_back(std::make_shared<outcome>());
    broker->handle(frame, client, std::make_unique<kept_reply>(result));
    if (runs_tasks) run_tasks();
    return result;
}

void broker_in_memory::run_tasks() {
    while (auto sync = broker->take_sync()) {
        sync->run();
        sync->done();
    }
    while (auto work = broker->take_work()) {
        work->run();
        work->done();
    }
}

void broker_in_memory::advance(std::chrono::milliseconds by) {
    const auto end = time.now() + by;
    while (time.now() < end) {
        const auto next = std::min(broker->next_deadline().value_or(end), end);
        const auto step = std::max(next, time.now()) - time.now();
        time.advance(std::chrono::ceil<std::chrono::milliseconds>(step));
        broker->tick();
        if (runs_tasks) run_tasks();
        if (step.count() == 0) break; // a deadline that does not go away
    }
    if (time.now() < end)
        time.advance(std::chrono::ceil<std::chrono::milliseconds>(end - time.now()));
    broker->tick();
    if (runs_tasks) run_tasks();
}

} // namespace kafka::testing
