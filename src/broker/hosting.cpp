#include "broker/hosting.hpp"

namespace kafka::detail::broker {

topic_pointer hosting::find(std::string_view name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : found->second;
}

topic_pointer hosting::find(const uuid& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
}

void hosting::follow(const image& metadata, const uuid& topic) {
    const auto* wanted = metadata.find(topic);
    auto here = find(topic);
    if (wanted == nullptr) {
        if (here) remove(here);
        return;
    }
    if (!here) {
        here = std::make_shared<hosted_topic>();
        here->name = wanted->name;
        here->id = wanted->id;
        by_id_[topic] = here;
        by_name_.insert_or_assign(here->name, here);
    }
    update(*here, *wanted);
}

void hosting::configure_all(const image& metadata) {
    for (const auto& [id, topic] : by_id_)
        if (const auto* wanted = metadata.find(id)) update(*topic, *wanted);
}

void hosting::update(hosted_topic& here, const topic_image& wanted) {
    here.config = config_of_(wanted);
    for (std::size_t i = 0; i < wanted.partitions.size(); ++i) {
        const auto& told = wanted.partitions[i];
        const bool is_new = i >= here.partitions.size();
        if (is_new)
            here.partitions.push_back(std::make_shared<partition>(
                partition_name{here.name, here.id, static_cast<std::int32_t>(i)}));
        auto& p = *here.partitions[i];
        p.configure(here.config);
        p.lead(told.leader, told.leader_epoch, told.isr.size());
        if (is_new) p.serve(store_.open(p.name(), here.config));
    }
}

void hosting::remove(const topic_pointer& topic) {
    if (const auto named = by_name_.find(topic->name);
        named != by_name_.end() && named->second == topic)
        by_name_.erase(named);
    by_id_.erase(topic->id);
    for (const auto& p : topic->partitions) {
        p->remove();
        store_.retire(p->name(), p->config().file_delete_delay_ms);
    }
}

} // namespace kafka::detail::broker
