// A broker on a disk in memory with a clock that only tests move: requests go in as frames, answers
// come out decoded.
#pragma once

#include "broker/broker.hpp"
#include "protocol/frame.hpp"
#include "support/memory_file_system.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace kafka::testing {

class manual_clock final : public detail::broker::clock {
public:
    monotonic now() const override { return monotonic{} + passed_; }
    timestamp wall() const override { return timestamp{} + started_ + passed_; }
    void advance(std::chrono::milliseconds by) { passed_ += by; }

private:
    std::chrono::milliseconds started_{1'700'000'000'000};
    std::chrono::milliseconds passed_{0};
};

/// What became of one request.
struct outcome {
    enum class kind { waiting, answered, nothing, closed };
    kind what = kind::waiting;
    std::vector<std::byte> frame; // without its size
    std::string reason;
};

/// The outcome, decoded when it is looked at. Views in the message point into the frame.
template <detail::protocol::request Request>
class answer {
public:
    answer(std::shared_ptr<outcome> from, std::int16_t version)
        : from_(std::move(from))
        , version_(version) {}

    bool is_waiting() const { return from_->what == outcome::kind::waiting; }
    bool is_nothing() const { return from_->what == outcome::kind::nothing; }
    bool is_closed() const { return from_->what == outcome::kind::closed; }
    const std::string& reason() const { return from_->reason; }

    typename Request::response* operator->() { return &**this; }
    typename Request::response& operator*() {
        EXPECT_EQ(from_->what, outcome::kind::answered) << from_->reason;
        message_ = {};
        EXPECT_EQ(detail::protocol::read_response<Request>(from_->frame, version_, message_),
                  detail::wire::errc::ok);
        return message_;
    }

private:
    std::shared_ptr<outcome> from_;
    std::int16_t version_;
    typename Request::response message_;
};

class broker_in_memory {
public:
    static constexpr const char* directory = "/data";

    broker_in_memory();
    ~broker_in_memory();

    memory_file_system disk;
    manual_clock time;
    kafka::broker::options options;
    std::vector<std::string> lines; // what was logged
    detail::broker::peer client{"127.0.0.1:4000", "PLAINTEXT", 9092, ""};
    std::unique_ptr<detail::broker::broker> broker;

    /// Opens with `options`; what went wrong, or nothing.
    std::string open();
    /// Stops in order and opens again.
    void restart();
    /// The process is gone, the machine stays.
    void kill();
    /// The power is gone.
    void lose_power(std::uint64_t seed = 1);

    /// Sends a request and does what the server would do after it: syncs that are due, work.
    template <detail::protocol::request Request>
    answer<Request> call(const Request& request, std::int16_t version = Request::valid.max,
                         std::string_view client_id = "test");
    std::shared_ptr<outcome> send(detail::wire::bytes frame);
    /// Whether `send` runs due syncs at once. Otherwise `run_tasks` does.
    bool runs_tasks = true;
    void run_tasks();
    /// Every outcome, so that what a test took out of an answer stays alive as long as the broker.
    std::vector<std::shared_ptr<outcome>> outcomes;
    /// Moves the clock in steps from deadline to deadline.
    void advance(std::chrono::milliseconds by);
};

/// The bytes of a gathered message, files included.
std::vector<std::byte> flat(const detail::wire::gathered& from);

template <detail::protocol::request Request>
answer<Request> broker_in_memory::call(const Request& request, std::int16_t version,
                                       std::string_view client_id) {
    detail::wire::gathered out;
    EXPECT_EQ(detail::protocol::gather_request(request, version, 7, client_id, out),
              detail::wire::errc::ok);
    const auto frame = flat(out);
    return {send(detail::wire::bytes(frame).subspan(detail::protocol::frame_size_bytes)), version};
}

} // namespace kafka::testing
