// A listener's certificate, and how it changes without a restart.
#include "server/listener_tls.hpp"
#include "support/certificates.hpp"
#include "support/scratch_directory.hpp"

#include <kafka/error.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace {

using namespace kafka::detail;
using namespace std::chrono_literals;
using kafka::testing::authority;
using server::listener_tls;
using server::tls_settings;

class a_listener_s_certificate : public ::testing::Test {
protected:
    /// Each time is later than the one before it, whatever the file system's resolution is.
    void write(const std::string& text) {
        std::ofstream(path_) << text;
        std::filesystem::last_write_time(path_,
                                         std::filesystem::file_time_type() + ++writes_ * 10s);
    }
    listener_tls made() {
        return listener_tls(tls_settings({{"ssl.keystore.location", path_}}),
                            [this](const std::string& line) { complaints_.push_back(line); });
    }

    authority ours_;
    kafka::testing::scratch_directory directory_;
    std::string path_ = directory_.path() + "-server.pem";
    std::vector<std::string> complaints_;
    int writes_ = 0;
    server::steady::time_point now_ = server::steady::now();
};

std::string mistake(const std::map<std::string, std::string>& properties) {
    try {
        listener_tls(tls_settings(properties), {});
    } catch (const kafka::error& e) {
        return e.what();
    }
    return {};
}

} // namespace

TEST_F(a_listener_s_certificate, is_taken_again_when_its_file_changes) {
    write(ours_.issue().both());
    auto tls = made();
    const auto first = tls.context(now_);
    EXPECT_EQ(tls.context(now_ + 2s), first);
    write(ours_.issue().both());
    EXPECT_EQ(tls.context(now_ + 2s + 500ms), first) << "it looks once a second";
    EXPECT_NE(tls.context(now_ + 4s), first);
    EXPECT_EQ(complaints_.size(), 0u);
}

TEST_F(a_listener_s_certificate, stays_when_the_changed_file_cannot_be_used) {
    write(ours_.issue().both());
    auto tls = made();
    const auto first = tls.context(now_);
    write("no certificate");
    EXPECT_EQ(tls.context(now_ + 2s), first);
    EXPECT_EQ(tls.context(now_ + 4s), first);
    ASSERT_EQ(complaints_.size(), 1u);
    EXPECT_NE(complaints_[0].find("no PEM"), std::string::npos) << complaints_[0];
}

TEST(ssl_settings, are_refused_with_what_is_wrong_with_them) {
    EXPECT_NE(mistake({}).find("ssl.keystore.location"), std::string::npos);
    EXPECT_NE(mistake({{"ssl.keystore.location", "/no/such.pem"}}).find("/no/such.pem"),
              std::string::npos);
}

TEST(ssl_settings, may_hold_the_pem_itself) {
    const auto one = authority().issue();
    EXPECT_EQ(
        mistake({{"ssl.keystore.certificate.chain", one.pem}, {"ssl.keystore.key", one.key_pem}}),
        "");
}

TEST(ssl_settings, say_who_must_show_a_certificate_and_how_old_the_protocol_may_be) {
    const auto s =
        tls_settings({{"ssl.client.auth", "required"}, {"ssl.enabled.protocols", "TLSv1.3"}});
    EXPECT_EQ(s.wanted, net::client_certificate::required);
    EXPECT_EQ(s.options.oldest, kafka::tls_version::tls_1_3);
}
