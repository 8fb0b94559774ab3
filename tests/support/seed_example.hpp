// The programs of examples/seeds, run against a broker in this process.
#pragma once

#include "support/places.hpp"
#include "support/process.hpp"
#include "support/scratch_directory.hpp"

#include <kafka/broker/server.hpp>
#include <kafka/kafka.hpp>

#include <gtest/gtest.h>

namespace kafka::testing {

class seed_example : public ::testing::Test {
protected:
    std::vector<std::string> command(const std::string& name) const {
        return {build_directory() + "/bin/examples/seeds/" + name, server_.address()};
    }
    program_result run(const std::string& name) const {
        auto result = run_program(command(name));
        EXPECT_EQ(result.exit_code, 0) << name << ": " << result.err;
        return result;
    }
    static context limit() { return context::after(std::chrono::seconds(20)); }

    /// `count` messages, "0", "1", ... in turn to all partitions.
    void fill(const std::string& topic, int count, int partitions = 1) {
        client to{{.brokers = {server_.address()}}};
        to.create_topics(limit(), {{.topic = topic, .partitions = partitions}});
        writer out{{.brokers = {server_.address()}, .topic = topic}};
        for (int i = 0; i < count; ++i)
            out.post(limit(),
                     {.key = "key", .value = std::to_string(i), .partition = i % partitions});
        out.close(limit());
    }

    scratch_directory directory_;
    broker::server server_{{.data_directory = directory_.path(), .nodes = {{.port = 0}}}};
};

} // namespace kafka::testing
