// A member of a consumer group, whichever client it is of.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace kafka::bench {

class member {
public:
    virtual ~member() = default;
    /// Waits a moment for a message; its partition, or -1.
    virtual int read() = 0;
    /// Partitions that it has now.
    virtual std::size_t owned() = 0;
    /// Leaves the group.
    virtual void close() = 0;
};

/// Options are the client's defaults, but for what must be said: where to start.
using make_member = std::function<std::unique_ptr<member>(
    const std::string& address, const std::string& topic, const std::string& group)>;

/// "kafka-cpp", "librdkafka" (which balances by range) or "librdkafka-cooperative".
make_member maker_of(const std::string& client);

std::unique_ptr<member> join_with_ours(const std::string& address, const std::string& topic,
                                       const std::string& group);
/// `balancers`: empty for the default.
std::unique_ptr<member> join_with_librdkafka(const std::string& address, const std::string& topic,
                                             const std::string& group,
                                             const std::string& balancers);

} // namespace kafka::bench
