// The topics whose data this process keeps. It follows the metadata image: topics that appear there
// get their folders and logs, topics that are gone from it lose them.
#pragma once

#include "broker/metadata/image.hpp"
#include "broker/partition.hpp"
#include "broker/store.hpp"

#include <functional>
#include <unordered_map>

namespace kafka::detail::broker {

struct hosted_topic {
    std::string name;
    uuid id;
    topic_config config;
    std::vector<partition_pointer> partitions; // by index

    /// Null when there is no such partition.
    partition_pointer find(std::int32_t index) const {
        if (index < 0 || static_cast<std::size_t>(index) >= partitions.size()) return nullptr;
        return partitions[static_cast<std::size_t>(index)];
    }
};

using topic_pointer = std::shared_ptr<hosted_topic>;

class hosting {
public:
    hosting(store& kept_in, std::function<topic_config(const topic_image&)> config_of)
        : store_(kept_in)
        , config_of_(std::move(config_of)) {}

    topic_pointer find(std::string_view name) const;
    topic_pointer find(const uuid& id) const;
    template <class F>
    void for_each_partition(F&& f) const;
    std::size_t topic_count() const { return by_id_.size(); }

    /// Makes the topic here as it is in the image, or removes it.
    void follow(const image& metadata, const uuid& topic);
    /// Works out every topic's settings anew, because the broker's have changed.
    void configure_all(const image& metadata);

private:
    struct name_hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const {
            return std::hash<std::string_view>{}(s);
        }
    };

    void update(hosted_topic& here, const topic_image& wanted);
    void remove(const topic_pointer& topic);

    store& store_;
    std::function<topic_config(const topic_image&)> config_of_;
    std::unordered_map<std::string, topic_pointer, name_hash, std::equal_to<>> by_name_;
    std::map<uuid, topic_pointer> by_id_;
};

template <class F>
void hosting::for_each_partition(F&& f) const {
    for (const auto& [id, topic] : by_id_)
        for (const auto& p : topic->partitions) f(p);
}

} // namespace kafka::detail::broker
