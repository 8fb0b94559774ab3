// Where the copies of partitions are, and whether this directory has what it must. It has not when
// it is one node's of a cluster of Apache Kafka.
#pragma once

#include <kafka/uuid.hpp>

#include "protocol/stored/record.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace kafka::detail::broker {

/// Whose directory it is.
struct holder {
    std::function<bool(std::int32_t)> is_ours; // node ids
    uuid directory = {};                       // meta.properties' directory.id
};

class copies {
public:
    /// Takes a value of the metadata log. False when it cannot be read.
    bool apply(wire::bytes value);

    /// Empty when every partition has an in-sync copy in the directory and none is being moved;
    /// otherwise which have not, and what to do.
    std::string why_not_here(const holder& here) const;

private:
    struct partition {
        std::vector<std::int32_t> replicas = {};
        std::vector<std::int32_t> in_sync = {};
        std::vector<uuid> directories = {}; // one for each replica; empty before Kafka 3.7
        bool is_moving = false;
    };
    struct topic {
        std::string name = {};
        std::map<std::int32_t, partition> partitions = {};
    };

    template <class Record>
    bool apply_as(const protocol::metadata_value& value);
    template <class Record>
    void take(const Record& record);
    static bool is_here(const partition& p, const holder& here);
    static std::string nodes_of(const partition& p);

    std::map<uuid, topic> topics_;
};

} // namespace kafka::detail::broker
