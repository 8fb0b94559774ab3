#include "broker/api_table.hpp"
#include "handlers/serving.hpp"

#include <random>

using namespace kafka::detail;
using kafka::testing::outcome;
using kafka::testing::serving;

namespace {

using frame = std::vector<std::byte>;

struct any_bytes : serving {
    void SetUp() override {
        serving::SetUp();
        ASSERT_EQ(create("orders", 2), 0);
        produce("orders", {"a", "b"});
    }

    frame header(std::int16_t key, std::int16_t version, bool flexible) {
        frame out(10 + (flexible ? 1u : 0u));
        wire::store(out.data(), key);
        wire::store(out.data() + 2, version);
        wire::store(out.data() + 4, std::int32_t{1});
        wire::store(out.data() + 8, std::int16_t{-1});
        return out;
    }

    /// It must be answered, refused or parked, and the broker must go on.
    void throw_at_the_broker(const frame& f) {
        // Exactly sized, so that a sanitizer sees a read of one byte too many.
        const auto copy = std::make_unique<std::byte[]>(f.size());
        std::copy(f.begin(), f.end(), copy.get());
        send({copy.get(), f.size()});
        outcomes.clear();
    }

    template <protocol::request Request>
    frame encoded(const Request& request, std::int16_t version) {
        wire::gathered out;
        EXPECT_EQ(protocol::gather_request(request, version, 1, "c", out), wire::errc::ok);
        const auto bytes = kafka::testing::flat(out);
        return {bytes.begin() + protocol::frame_size_bytes, bytes.end()};
    }

    void expect_still_serving() {
        advance(std::chrono::minutes(10));
        EXPECT_EQ(fetch("orders", 0).size(), 2u);
        EXPECT_EQ(produce("orders", {"c"}, 1).error_code, 0);
        restart();
        EXPECT_EQ(fetch("orders", 0).size(), 2u);
    }
};

} // namespace

TEST_F(any_bytes, behind_a_good_header_do_no_harm) {
    std::mt19937_64 random(1);
    for (const auto& api : broker::served_apis())
        for (std::int16_t v = api.served.min; v <= api.served.max; ++v)
            for (int i = 0; i < 60; ++i) {
                auto f = header(api.key, v, v >= api.flexible_since);
                const auto n = random() % 80;
                for (std::size_t b = 0; b < n; ++b)
                    f.push_back(
                        static_cast<std::byte>(random() % 4 == 0 ? random() : random() % 3));
                throw_at_the_broker(f);
            }
    expect_still_serving();
}

TEST_F(any_bytes, changed_in_a_good_request_do_no_harm) {
    std::mt19937_64 random(2);
    const auto records = batch({"x", "y"});
    protocol::create_topics_request made;
    made.topics = {{"made", 1, 1, {{0, {1}}}, {{"retention.ms", "1"}}}};
    const std::vector<frame> good = {
        encoded(produce_request("orders", records, 1), 11),
        encoded(produce_request("orders", records, 1), 3),
        encoded(fetch_request("orders", 0), 12),
        encoded(fetch_request("orders", 0), 4),
        encoded(made, 7),
        encoded(made, 2),
    };
    for (int i = 0; i < 20'000; ++i) {
        auto f = good[random() % good.size()];
        for (auto changes = 1 + random() % 3; changes > 0; --changes)
            f[8 + random() % (f.size() - 8)] = static_cast<std::byte>(random());
        throw_at_the_broker(f);
    }
    advance(std::chrono::minutes(10));
    EXPECT_EQ(fetch("orders", 0).size(), 2u);
}

TEST_F(any_bytes, missing_at_the_end_do_no_harm) {
    const auto records = batch({"x"});
    const auto whole = encoded(produce_request("orders", records, 1), 11);
    for (std::size_t n = 0; n < whole.size(); ++n)
        throw_at_the_broker(frame(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(n)));
    EXPECT_EQ(offset_at("orders", -1, 1), 0) << "half a request appends nothing";
    expect_still_serving();
}

TEST_F(any_bytes, that_claim_to_be_many_are_not_believed) {
    for (const auto& api : broker::served_apis())
        for (std::int16_t v = api.served.min; v <= api.served.max; ++v)
            for (int at = 0; at < 24; ++at) {
                auto f = header(api.key, v, v >= api.flexible_since);
                f.resize(f.size() + static_cast<std::size_t>(at));
                for (int i = 0; i < 4; ++i) f.push_back(std::byte{0x7f});
                f.resize(f.size() + 16, std::byte{0xff});
                throw_at_the_broker(f);
            }
    expect_still_serving();
}

TEST_F(any_bytes, for_names_of_topics_never_become_paths) {
    for (auto name : {"../evil", "/etc/x", "a/b", "..", ".", "a\0b", "orders-0/x"}) {
        create(name);
        protocol::metadata_request request;
        request.topics->push_back({{}, name});
        call(request, 12);
    }
    for (const auto& name : disk.names("/")) EXPECT_EQ(name, "data");
    expect_still_serving();
}
