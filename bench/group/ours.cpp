#include "group/member.hpp"

#include <kafka/error.hpp>
#include <kafka/reader.hpp>

namespace kafka::bench {

namespace {

class our_member final : public member {
public:
    our_member(const std::string& address, const std::string& topic, const std::string& group)
        : reader_({.brokers = {address}, .topic = topic, .group_id = group}) {}

    int read() override {
        try {
            const auto got = reader_.read_message(context::after(std::chrono::seconds(1)));
            return got ? got->partition : -1;
        } catch (const error& e) {
            if (e.code() == errc::timed_out) return -1;
            throw;
        }
    }
    std::size_t owned() override { return reader_.positions().size(); }
    void close() override { reader_.close(); }

private:
    reader reader_;
};

} // namespace

std::unique_ptr<member> join_with_ours(const std::string& address, const std::string& topic,
                                       const std::string& group) {
    return std::make_unique<our_member>(address, topic, group);
}

} // namespace kafka::bench
