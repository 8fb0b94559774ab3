#include "broker/handlers/delete_topics.hpp"

#include "broker/limits.hpp"
#include "broker/state.hpp"
#include "protocol/stored/topic_records.hpp"

#include <map>

namespace kafka::detail::broker {

namespace {

/// One topic that is to go, as the client named it.
struct named_topic {
    std::optional<std::string> name; // copied: the topic's own goes with it
    uuid id;
    refusal why_not = {};
};

constexpr std::int16_t first_with_ids = 6;

named_topic find(const image& metadata, std::optional<std::string_view> name, const uuid& id) {
    named_topic out{std::nullopt, id};
    if (name) out.name = std::string(*name);
    if (name && id) {
        out.why_not = {broker_errc::invalid_request,
                       "A topic is named by its name or by its id, not by both."};
        return out;
    }
    const auto* topic = name ? metadata.find(*name) : metadata.find(id);
    if (topic == nullptr) {
        out.why_not.error =
            name ? broker_errc::unknown_topic_or_partition : broker_errc::unknown_topic_id;
        return out;
    }
    out.name = topic->name;
    out.id = topic->id;
    return out;
}

std::vector<named_topic> find_all(const protocol::delete_topics_request& request, context& c) {
    std::vector<named_topic> out;
    const auto& metadata = c.broker.metadata;
    for (const auto& t : request.topics) out.push_back(find(metadata, t.name, t.topic_id));
    for (const auto name : request.topic_names) out.push_back(find(metadata, name, {}));
    return out;
}

/// Kafka refuses to guess what a topic that is named twice should mean.
void refuse_repeated(std::vector<named_topic>& topics) {
    std::map<uuid, int> times;
    for (const auto& t : topics)
        if (!t.why_not) ++times[t.id];
    for (auto& t : topics)
        if (!t.why_not && times[t.id] > 1)
            t.why_not = {broker_errc::invalid_request, "The topic is named twice."};
}

void remove(std::vector<named_topic>& topics, context& c) {
    changes records;
    for (const auto& t : topics)
        if (!t.why_not) records.add(protocol::remove_topic_record{t.id});
    if (records.empty()) return;
    const auto error = c.broker.commit(records);
    for (auto& t : topics)
        if (!t.why_not && c.broker.metadata.find(t.id) != nullptr)
            t.why_not = {error, "The metadata log could not be written."};
}

} // namespace

void handle(const protocol::delete_topics_request& request, context& c,
            reply<protocol::delete_topics_request> back) {
    if (request.topics.size() + request.topic_names.size() > limits::topics_of_a_request)
        return back.close("a request deletes more topics than one may");
    auto topics = find_all(request, c);
    refuse_repeated(topics);
    if (!c.broker.config.delete_topics)
        for (auto& t : topics)
            t.why_not = {broker_errc::topic_deletion_disabled, "delete.topic.enable is false."};
    remove(topics, c);
    protocol::delete_topics_response out;
    for (const auto& t : topics) {
        auto& told = out.responses.emplace_back();
        told.name.reset();
        if (t.name) told.name = *t.name;
        if (c.version >= first_with_ids) told.topic_id = t.id;
        told.error_code = static_cast<std::int16_t>(t.why_not.error);
        if (!t.why_not.message.empty()) told.error_message = t.why_not.message;
    }
    back.send(out);
}

} // namespace kafka::detail::broker
