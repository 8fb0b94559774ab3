#include "server/replies.hpp"

#include <gtest/gtest.h>

using namespace kafka::detail;
using server::replies;

namespace {

wire::gathered response(std::string_view text) {
    wire::gathered out;
    wire::gather_writer to(out, text.size());
    to.put(text.data(), text.size());
    to.finish();
    return out;
}

/// The answers that may leave, each taken off.
std::string taken(replies& from) {
    std::string all;
    while (const auto* next = from.ready(0)) {
        all += std::string(reinterpret_cast<const char*>(next->head.data()), next->head.size());
        from.pop();
    }
    return all;
}

} // namespace

TEST(replies_of_a_connection, leave_in_the_order_of_the_requests) {
    replies r;
    const auto a = r.expect(), b = r.expect(), c = r.expect();
    r.answer(c, response("c"));
    EXPECT_EQ(r.ready(0), nullptr);
    r.answer(a, response("a"));
    EXPECT_EQ(taken(r), "a");
    r.answer(b, response("b"));
    EXPECT_EQ(taken(r), "bc");
    EXPECT_EQ(r.outstanding(), 0u);
}

TEST(replies_of_a_connection, are_not_held_up_by_a_request_without_an_answer) {
    replies r;
    const auto a = r.expect(), b = r.expect(), c = r.expect(), d = r.expect();
    r.nothing(b);
    r.answer(d, response("d"));
    r.answer(a, response("a"));
    EXPECT_EQ(taken(r), "a");
    r.nothing(c);
    EXPECT_EQ(taken(r), "d");
    EXPECT_EQ(r.outstanding(), 0u);
}

TEST(replies_of_a_connection, end_after_the_answers_before_the_end) {
    replies r;
    const auto a = r.expect(), b = r.expect(), c = r.expect();
    r.answer(c, response("never"));
    r.end_at(b);
    EXPECT_FALSE(r.at_end());
    r.answer(a, response("a"));
    EXPECT_EQ(taken(r), "a");
    EXPECT_TRUE(r.at_end());
    EXPECT_EQ(r.unsent_bytes(), 0u);
}

TEST(replies_of_a_connection, ignore_an_answer_to_a_request_behind_the_end) {
    replies r;
    const auto a = r.expect(), b = r.expect();
    r.end_at(a);
    r.answer(b, response("never"));
    r.nothing(b);
    EXPECT_EQ(taken(r), "");
    EXPECT_TRUE(r.at_end());
    EXPECT_EQ(r.awaited(), 0u);
}

TEST(replies_of_a_connection, ignore_everything_once_it_is_gone) {
    replies r;
    const auto a = r.expect(), b = r.expect();
    r.answer(b, response("b"));
    r.abandon();
    r.answer(a, response("a"));
    EXPECT_EQ(taken(r), "");
    EXPECT_EQ(r.unsent_bytes(), 0u);
    EXPECT_EQ(r.awaited(), 0u);
}

TEST(replies_of_a_connection, count_what_is_awaited_and_what_memory_waits_to_leave) {
    replies r;
    const auto a = r.expect();
    r.expect();
    EXPECT_EQ(r.awaited(), 2u);
    auto with_file = response("12345");
    with_file.parts.emplace_back(wire::file_slice{0, 0, 1'000'000});
    r.answer(a, std::move(with_file));
    EXPECT_EQ(r.awaited(), 1u);
    EXPECT_EQ(r.unsent_bytes(), 5u);
    r.pop();
    EXPECT_EQ(r.unsent_bytes(), 0u);
}
