#include "catalogue.hpp"

#include <gtest/gtest.h>

namespace kafka::test {
namespace {

std::string head_of(const std::string& name, const std::string& key, const entry& e) {
    const bool flexible = e.flexible_since != protocol::never_flexible;
    return name + key + " versions=" + std::to_string(e.valid.min) + "-" +
           std::to_string(e.valid.max) +
           " flexible=" + (flexible ? std::to_string(e.flexible_since) + "+" : "none");
}

} // namespace

std::map<std::string, entry, std::less<>>& catalogue() {
    static std::map<std::string, entry, std::less<>> all;
    return all;
}

void add_message(const std::string& name, const std::string& key, entry e) {
    e.head = head_of(name, key, e);
    catalogue()[name] = std::move(e);
}

buffer joined(const wire::gathered& pieces) {
    buffer out;
    for (const auto& part : pieces.parts) {
        const auto bytes = std::get<wire::bytes>(part);
        out.insert(out.end(), bytes.begin(), bytes.end());
    }
    return out;
}

outcome encode(const entry& e, const void* message, std::int16_t version) {
    const auto layout = e.layout(version);
    std::size_t encoded = 0, spliced = 0;
    if (const auto error = e.codec.size(message, layout, encoded, spliced); error != wire::errc::ok)
        return {error, {}};
    buffer flat(encoded + spliced);
    const auto error = e.codec.write(message, layout, flat.data());
    wire::gathered pieces;
    wire::gather_writer to(pieces, encoded);
    e.codec.gather(message, layout, to);
    to.finish();
    return {error, joined(pieces) == flat ? std::move(flat) : buffer{}};
}

outcome encode_filled(const entry& e, fill_case what, std::int16_t version) {
    const auto message = e.codec.make();
    fill(message.get(), *e.fields, what, version);
    return encode(e, message.get(), version);
}

outcome recode(const entry& e, wire::bytes frame, std::int16_t version) {
    const auto message = e.codec.make();
    const auto error = e.codec.read(frame, message.get(), e.layout(version));
    return error == wire::errc::ok ? encode(e, message.get(), version) : outcome{error, {}};
}

TEST(the_catalogue, pairs_every_request_with_a_response_of_the_same_versions) {
    std::size_t requests = 0;
    for (const auto& [name, request] : catalogue()) {
        if (!name.ends_with("Request")) continue;
        ++requests;
        const auto response = catalogue().find(name.substr(0, name.size() - 7) + "Response");
        ASSERT_NE(response, catalogue().end()) << name;
        EXPECT_EQ(response->second.valid, request.valid) << name;
        EXPECT_EQ(response->second.flexible_since, request.flexible_since) << name;
    }
    EXPECT_GT(requests, 0u) << "no *_messages_test.cpp added anything";
}

} // namespace kafka::test
