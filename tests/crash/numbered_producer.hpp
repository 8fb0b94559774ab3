// A producer that writes "0", "1", "2" ... to partition 0 of topic "numbers", as fast as it is
// acknowledged.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace kafka::testing {

class numbered_producer {
public:
    virtual ~numbered_producer() = default;

    std::int64_t acknowledged() const { return acknowledged_; }
    std::int64_t failed() const { return failed_; }
    bool wait_for_acknowledged(std::int64_t count, std::chrono::seconds deadline);
    std::string state() const;
    /// No more numbers; waits for those on their way. How many there were.
    std::int64_t finish();

protected:
    /// Call at the end of the constructor of a derived class.
    void begin();
    /// Ends the sending thread; call from the destructor of a derived class.
    void halt();
    void outcome(bool good);

    virtual void send(std::int64_t number) = 0;
    virtual void flush() = 0;

private:
    void run();

    static constexpr std::int64_t most_under_way = 2000;

    std::atomic<std::int64_t> sent_ = 0;
    std::atomic<std::int64_t> acknowledged_ = 0;
    std::atomic<std::int64_t> failed_ = 0;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool finishing_ = false;
    std::thread thread_;
};

std::unique_ptr<numbered_producer> make_our_producer(const std::string& broker);
std::unique_ptr<numbered_producer> make_librdkafka_producer(const std::string& broker);

} // namespace kafka::testing
