#include "support/source_tree.hpp"

#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>

namespace {

using kafka::testing::source_file;
using rooms = std::set<std::string>;

// Which rooms each room may include from, arrows followed to their end (ARCHITECTURE.md, "The
// house").
const std::map<std::string, rooms> allowed{
    {"wire", {}},
    {"security", {"wire"}},
    {"protocol", {"wire"}},
    {"record", {"wire"}},
    {"cluster", {"protocol", "record", "wire"}},
    {"producer", {"cluster", "protocol", "record", "wire"}},
    {"consumer", {"cluster", "protocol", "record", "wire"}},
    {"net", {"protocol", "wire", "cluster", "security"}},
    {"client",
     {"cluster", "producer", "consumer", "net", "protocol", "record", "wire", "security"}},
    {"storage", {"record", "wire"}},
    {"broker", {"storage", "protocol", "record", "wire", "security"}},
    {"server", {"broker", "storage", "net", "protocol", "record", "wire", "security"}},
    {"cli", {"storage", "record", "wire"}},
};

// Rooms that drive; everything else is values in, values out.
const rooms may_name_asio{"net", "client", "server", "cli"};

// What rooms other than the ones that implement the public classes may use of include/kafka.
const std::set<std::string> vocabulary{"acks.hpp",
                                       "balancer.hpp",
                                       "broker_errc.hpp",
                                       "bytes_view.hpp",
                                       "compression.hpp",
                                       "context.hpp",
                                       "delivery.hpp",
                                       "error.hpp",
                                       "group_balancer.hpp",
                                       "headers.hpp",
                                       "logger.hpp",
                                       "message.hpp",
                                       "offset.hpp",
                                       "reader_position.hpp",
                                       "record.hpp",
                                       "sasl.hpp",
                                       "sasl_aws_msk_iam.hpp",
                                       "sasl_oauth_bearer.hpp",
                                       "sasl_properties.hpp",
                                       "secret.hpp",
                                       "statistics.hpp",
                                       "tls.hpp",
                                       "uuid.hpp",
                                       "topic.hpp",
                                       "whence.hpp",
                                       "broker/options.hpp",
                                       "broker/faults.hpp",
                                       "broker/inspection.hpp"};
const rooms may_use_all_headers{"client", "server", "cli"};

struct included {
    std::string name;
    bool quoted;
};

std::vector<included> includes_of(const source_file& file) {
    static const std::regex include(R"(^\s*#include\s+([<"])([^>"]+)[>"])");
    std::vector<included> found;
    std::smatch match;
    for (const auto& line : file.lines)
        if (std::regex_search(line, match, include)) found.push_back({match[2], match[1] == "\""});
    return found;
}

std::string first_folder(const std::string& path) { return path.substr(0, path.find('/')); }

std::string room_of(const source_file& file) { return first_folder(file.path.substr(4)); }

} // namespace

TEST(every_room, includes_only_rooms_that_its_arrows_point_to) {
    for (const auto& file : kafka::testing::source_files({"src"})) {
        const auto room = room_of(file);
        ASSERT_TRUE(allowed.contains(room)) << file.path << " is in no room of the house";
        for (const auto& i : includes_of(file)) {
            if (!i.quoted) continue;
            const auto from = first_folder(i.name);
            EXPECT_TRUE(from == room || allowed.at(room).contains(from))
                << file.path << " includes " << i.name;
        }
    }
}

TEST(every_room, that_decides_is_free_of_sockets_and_threads_of_asio) {
    for (const auto& file : kafka::testing::source_files({"src"}))
        for (const auto& i : includes_of(file))
            if (i.name.starts_with("boost/asio")) {
                EXPECT_TRUE(may_name_asio.contains(room_of(file)))
                    << file.path << " includes " << i.name;
            }
}

TEST(every_room, uses_only_the_vocabulary_of_the_public_headers) {
    for (const auto& file : kafka::testing::source_files({"src"})) {
        if (may_use_all_headers.contains(room_of(file))) continue;
        for (const auto& i : includes_of(file))
            if (i.name.starts_with("kafka/")) {
                EXPECT_TRUE(vocabulary.contains(i.name.substr(6)))
                    << file.path << " includes " << i.name;
            }
    }
}

TEST(every_public_header, includes_nothing_from_inside_and_no_third_party) {
    for (const auto& file : kafka::testing::source_files({"include"}))
        for (const auto& i : includes_of(file)) {
            EXPECT_FALSE(i.quoted) << file.path << " includes " << i.name;
            if (file.path != "include/kafka/asio.hpp") {
                EXPECT_TRUE(i.name.starts_with("kafka/") ||
                            i.name.find_first_of("/.") == i.name.npos)
                    << file.path << " includes " << i.name;
            }
        }
}
