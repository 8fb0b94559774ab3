#include "support/group_world.hpp"

#include "broker/group/offsets_replay.hpp"
#include "record/batch_builder.hpp"

namespace kafka::testing {

using namespace detail;
using namespace detail::broker;

namespace {

wire::bytes view(const std::string& text) { return std::as_bytes(std::span(text)); }
std::string text(wire::bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

void group_log::append(std::string_view, const stored_records& records, after then) {
    if (fails_with != broker_errc::none) return then(fails_with);
    kept.insert(kept.end(), records.begin(), records.end());
    if (!holds) return then(broker_errc::none);
    held_.push_back(std::move(then));
}

void group_log::release() {
    while (!held_.empty()) {
        const auto then = std::move(held_.front());
        held_.pop_front();
        then(broker_errc::none);
    }
}

group_world::group_world(group_settings settings) : settings_(settings) { make(); }

void group_world::make() {
    groups = std::make_unique<coordinator>(
        settings_, group_surroundings{time, log, [this] { return std::to_string(++ids_); }});
}

void group_world::restart() {
    log.release();
    make();
    std::vector<kafka::record> records;
    for (const auto& r : log.kept) {
        auto& to = records.emplace_back();
        to.key = bytes_view(r.key);
        if (r.value) to.value = bytes_view(*r.value);
    }
    const auto batch = record::make_batch({}, records);
    offsets_replay replay(*groups);
    replay.take(batch);
    EXPECT_EQ(replay.complaint(), "");
    groups->begin();
}

std::shared_ptr<joined> group_world::join(const joins& how, const std::string& group) {
    protocol::join_group_request request;
    request.group_id = group;
    request.session_timeout_ms = how.session_ms;
    request.rebalance_timeout_ms = how.rebalance_ms;
    request.member_id = how.id;
    request.group_instance_id = how.instance;
    request.protocol_type = how.type;
    for (const auto& [name, metadata] : how.protocols)
        request.protocols.push_back({name, view(metadata)});
    auto out = std::make_shared<joined>();
    groups->join(request, {"c", "/127.0.0.1", how.version},
                 [out](const protocol::join_group_response& r) {
                     EXPECT_TRUE(out->waits) << "answered twice";
                     out->waits = false;
                     out->error = static_cast<broker_errc>(r.error_code);
                     out->generation = r.generation_id;
                     out->member_id = r.member_id;
                     out->leader = r.leader;
                     out->protocol = r.protocol_name.value_or("");
                     out->skip_assignment = r.skip_assignment;
                     for (const auto& m : r.members) out->members.emplace_back(m.member_id);
                 });
    return out;
}

std::shared_ptr<joined> group_world::join_with_id(joins how, const std::string& group) {
    const auto first = join(how, group);
    if (first->error != broker_errc::member_id_required) return first;
    how.id = first->member_id;
    auto out = join(how, group);
    out->member_id = how.id; // also while it waits
    return out;
}

std::shared_ptr<synced> group_world::sync(const joined& as,
                                          std::vector<std::pair<std::string, std::string>> shares,
                                          const std::string& group) {
    protocol::sync_group_request request;
    request.group_id = group;
    request.generation_id = as.generation;
    request.member_id = as.member_id;
    for (const auto& [member, share] : shares) request.assignments.push_back({member, view(share)});
    auto out = std::make_shared<synced>();
    groups->sync(request, [out](const protocol::sync_group_response& r) {
        EXPECT_TRUE(out->waits) << "answered twice";
        out->waits = false;
        out->error = static_cast<broker_errc>(r.error_code);
        out->assignment = text(r.assignment);
    });
    return out;
}

broker_errc group_world::heartbeat(const joined& as, const std::string& group) {
    protocol::heartbeat_request request;
    request.group_id = group;
    request.generation_id = as.generation;
    request.member_id = as.member_id;
    return groups->heartbeat(request);
}

broker_errc group_world::leave(const std::string& member, const std::string& group) {
    const protocol::leave_group_request_member one{member, std::nullopt, {}};
    return groups->leave(group, {&one, 1}).front();
}

broker_errc group_world::leave_by_instance(const std::string& instance, const std::string& group) {
    const protocol::leave_group_request_member one{"", instance, {}};
    return groups->leave(group, {&one, 1}).front();
}

std::shared_ptr<std::optional<broker_errc>> group_world::commit(const joined& as,
                                                                std::int64_t offset,
                                                                const std::string& topic,
                                                                const std::string& group) {
    auto out = std::make_shared<std::optional<broker_errc>>();
    *out = groups->may_commit(group, {as.member_id, std::nullopt, as.generation, 9});
    if (**out != broker_errc::none) return out;
    out->reset();
    offset_commit_item item{topic, 0, {}};
    item.what.offset = offset;
    item.what.commit_timestamp = time.wall().time_since_epoch().count();
    groups->commit(group, {item}, [out](broker_errc error) { *out = error; });
    return out;
}

std::int64_t group_world::committed(const std::string& topic, const std::string& group) {
    const auto* g = groups->find(group);
    const auto* there = g ? g->offsets.find(topic, 0) : nullptr;
    return there && there->committed ? there->committed->offset : -1;
}

std::string group_world::state(const std::string& group) {
    const auto* g = groups->find(group);
    return std::string(to_string(g ? g->state() : group_state::dead));
}

void group_world::pass(std::chrono::milliseconds by) {
    const auto until = time.now() + by;
    while (const auto next = groups->next_deadline()) {
        if (*next > until) break;
        if (*next > time.now())
            time.advance(std::chrono::ceil<std::chrono::milliseconds>(*next - time.now()));
        groups->tick();
    }
    if (until > time.now())
        time.advance(std::chrono::ceil<std::chrono::milliseconds>(until - time.now()));
}

} // namespace kafka::testing
