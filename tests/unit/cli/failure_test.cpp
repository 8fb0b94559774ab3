#include "cli/failure.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

#include <gtest/gtest.h>

using namespace kafka::detail::cli;

TEST(the_exit_code, tells_what_kind_of_failure_it_was) {
    EXPECT_EQ(exit_code_of(kafka::broker_errc::unknown_topic_or_partition), not_found);
    EXPECT_EQ(exit_code_of(kafka::broker_errc::topic_already_exists), conflict);
    EXPECT_EQ(exit_code_of(kafka::broker_errc::topic_authorization_failed), not_authorised);
    EXPECT_EQ(exit_code_of(kafka::errc::no_brokers), unreachable);
    EXPECT_EQ(exit_code_of(kafka::errc::timed_out), unreachable);
    EXPECT_EQ(exit_code_of(kafka::errc::invalid_option), wrong_usage);
    EXPECT_EQ(exit_code_of(kafka::broker_errc::invalid_config), failed);
}

TEST(the_nearest_word, is_a_typing_mistake_away_or_none) {
    EXPECT_EQ(nearest("ordres", {"orders", "others"}), "orders");
    EXPECT_EQ(nearest("orders", {"payments", "users"}), "");
}
