#include "crash/numbered_producer.hpp"

#include <kafka/kafka.hpp>

#include <gtest/gtest.h>
#include <librdkafka/rdkafkacpp.h>

namespace kafka::testing {

bool numbered_producer::wait_for_acknowledged(std::int64_t count, std::chrono::seconds deadline) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, deadline, [&] { return acknowledged_ + failed_ >= count; });
}

std::string numbered_producer::state() const {
    return std::to_string(sent_) + " sent, " + std::to_string(acknowledged_) + " acknowledged, " +
           std::to_string(failed_) + " failed";
}

void numbered_producer::begin() {
    thread_ = std::thread([this] { run(); });
}

void numbered_producer::halt() {
    {
        const std::lock_guard lock(mutex_);
        finishing_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

std::int64_t numbered_producer::finish() {
    halt();
    flush();
    return sent_;
}

void numbered_producer::outcome(bool good) {
    {
        const std::lock_guard lock(mutex_);
        ++(good ? acknowledged_ : failed_);
    }
    changed_.notify_all();
}

void numbered_producer::run() {
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] {
                return finishing_ || sent_ - acknowledged_ - failed_ < most_under_way;
            });
            if (finishing_) return;
        }
        send(sent_++);
    }
}

namespace {

class our_producer final : public numbered_producer {
public:
    explicit our_producer(const std::string& broker)
        : writer_({.brokers = {broker},
                   .topic = "numbers",
                   .delivery_timeout = std::chrono::minutes(5)}) {
        begin();
    }
    ~our_producer() override { halt(); }

private:
    void send(std::int64_t number) override {
        writer_.post({}, {.value = std::to_string(number), .partition = 0},
                     {[](void* self, const delivery& d) {
                          static_cast<our_producer*>(self)->outcome(!d.error);
                      },
                      this});
    }
    void flush() override { writer_.flush(context::after(std::chrono::seconds(60))); }

    writer writer_;
};

class librdkafka_producer final : public numbered_producer, private RdKafka::DeliveryReportCb {
public:
    explicit librdkafka_producer(const std::string& broker) {
        std::string error;
        const std::unique_ptr<RdKafka::Conf> conf(
            RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL));
        conf->set("bootstrap.servers", broker, error);
        conf->set("enable.idempotence", "true", error);
        conf->set("message.timeout.ms", "300000", error);
        conf->set("reconnect.backoff.ms", "5", error);
        conf->set("reconnect.backoff.max.ms", "50", error);
        conf->set("retry.backoff.ms", "5", error);
        conf->set("log_level", "0", error);
        conf->set("dr_cb", static_cast<RdKafka::DeliveryReportCb*>(this), error);
        producer_.reset(RdKafka::Producer::create(conf.get(), error));
        EXPECT_TRUE(producer_) << error;
        begin();
        poller_ = std::jthread([this](std::stop_token stop) {
            while (!stop.stop_requested()) producer_->poll(100);
        });
    }
    ~librdkafka_producer() override {
        halt();
        poller_ = {};
    }

private:
    void dr_cb(RdKafka::Message& message) override {
        outcome(message.err() == RdKafka::ERR_NO_ERROR);
    }
    void send(std::int64_t number) override {
        auto text = std::to_string(number);
        const auto error = producer_->produce("numbers", 0, RdKafka::Producer::RK_MSG_COPY,
                                              text.data(), text.size(), nullptr, 0, 0, nullptr);
        EXPECT_EQ(error, RdKafka::ERR_NO_ERROR);
    }
    void flush() override { producer_->flush(60'000); }

    std::unique_ptr<RdKafka::Producer> producer_;
    std::jthread poller_;
};

} // namespace

std::unique_ptr<numbered_producer> make_our_producer(const std::string& broker) {
    return std::make_unique<our_producer>(broker);
}
std::unique_ptr<numbered_producer> make_librdkafka_producer(const std::string& broker) {
    return std::make_unique<librdkafka_producer>(broker);
}

} // namespace kafka::testing
