#include "consumer/intake.hpp"

#include <kafka/error.hpp>

#include <algorithm>

namespace kafka::detail::consumer {

intake::intake(intake_options options)
    : options_(std::move(options))
    , name_(std::make_shared<const std::string>(options_.topic))
    , positions_(options_.start, options_.partition, options_.jumps) {}

std::string intake::name_of(const position& p) const {
    auto out = "topic \"" + options_.topic + "\" partition " + std::to_string(p.partition);
    if (p.next >= 0) out += " at offset " + std::to_string(p.next);
    return out;
}

void intake::assign(const cluster::topic_metadata& topic) {
    if (topic_id_ != uuid() && topic.id != uuid() && topic_id_ != topic.id)
        forget_topic({errc::topic_deleted,
                      "topic \"" + options_.topic +
                          "\" was deleted and made again; the next call reads the new one",
                      {}});
    topic_id_ = topic.id;
    positions_.assign(topic);
}

void intake::forget_topic(cluster::failure why) {
    topic_id_ = {};
    positions_.forget();
    buffered_ = {};
    untold_.clear();
    fail(std::move(why));
}

bool intake::is_unsettled(std::int32_t node) const {
    return std::ranges::any_of(positions_.all(), [node](const auto& entry) {
        const auto& p = entry.second;
        return p.leader == node && (p.needs_lookup() || p.needs_check());
    });
}

std::vector<offset_lookup> intake::lookups(std::int32_t node) const {
    std::vector<offset_lookup> out;
    for (const auto& [id, p] : positions_.all())
        if (p.leader == node && p.needs_lookup())
            out.push_back({.partition = id,
                           .generation = p.generation,
                           .leader_epoch = p.leader_epoch,
                           .start = p.start});
    return out;
}

std::vector<epoch_check> intake::checks(std::int32_t node) const {
    std::vector<epoch_check> out;
    for (const auto& [id, p] : positions_.all())
        if (p.leader == node && p.needs_check())
            out.push_back({.partition = id,
                           .generation = p.generation,
                           .leader_epoch = p.leader_epoch,
                           .epoch = p.epoch});
    return out;
}

intake_verdict intake::take_in(const std::vector<offset_lookup>& answered) {
    intake_verdict out;
    for (const auto& a : answered) {
        auto* p = positions_.find(a.partition, a.generation);
        if (p == nullptr || !a.answered || !p->needs_lookup()) continue;
        out.progress = true;
        if (a.error)
            take_error(*p, a.error, out);
        else if (a.offset >= 0) {
            p->next = p->returned = a.offset;
            p->epoch = a.epoch;
            p->checked_epoch = a.leader_epoch;
        } else if (a.start.is_time())
            p->start = last_offset; // no record is as late as that
        else
            fail(*p, errc::bad_response, "the broker does not say where the log begins or ends");
    }
    return out;
}

intake_verdict intake::take_in(const std::vector<epoch_check>& answered) {
    intake_verdict out;
    for (const auto& a : answered) {
        auto* p = positions_.find(a.partition, a.generation);
        if (p == nullptr || !a.answered || !p->needs_check()) continue;
        out.progress = true;
        if (a.error) {
            take_error(*p, a.error, out);
            continue;
        }
        if (a.end < 0 || a.end >= p->next) { // -1: it cannot tell, so the fetch must
            p->checked_epoch = a.leader_epoch;
            continue;
        }
        const auto why = "the new leader's log ends at " + std::to_string(a.end) +
                         ", so what was read after that is lost";
        if (!options_.reset) {
            out_of_range(*p, why, out);
            continue;
        }
        out.words = name_of(*p) + ": " + why + "; goes on there";
        positions_.jump(*p, a.end);
    }
    return out;
}

void intake::fail(cluster::failure why) {
    if (!has_untold_failure()) untold_.push_back({everything, 0, std::move(why)});
}

bool intake::has_untold_failure() const {
    return std::ranges::count(untold_, everything, &untold::partition) > 0;
}

void intake::fail(position& p, std::error_code code, const std::string& why) {
    p.failed = true;
    untold_.push_back({p.partition, p.generation, {code, name_of(p) + ": " + why, {}}});
}

void intake::take_error(position& p, std::error_code error, intake_verdict& verdict) {
    verdict.progress = true;
    if (error == condition::retriable || error == condition::not_found) {
        p.leader = -1; // until metadata says who leads it now
        verdict.metadata_is_wrong = true;
        verdict.words = name_of(p) + ": " + error.message();
    } else
        fail(p, error, error.message());
}

void intake::out_of_range(position& p, const std::string& why, intake_verdict& verdict) {
    verdict.progress = true;
    if (!options_.reset)
        return fail(p, errc::offset_out_of_range,
                    why + " (set_offset or the option out_of_range says where to go on)");
    verdict.words = name_of(p) + ": " + why + "; goes to the " +
                    (*options_.reset == first_offset ? "first record" : "end");
    buffered_.drop(p.partition);
    positions_.jump(p, *options_.reset);
}

// For the application.

intake::taken intake::take() {
    while (!untold_.empty()) {
        auto first = std::move(untold_.front());
        untold_.pop_front();
        if (first.partition == everything) return std::move(first.why);
        auto* p = positions_.find(first.partition, first.generation);
        if (p == nullptr) continue;
        p->failed = false; // what went wrong is tried again, and told again
        return std::move(first.why);
    }
    auto piece = buffered_.pop();
    if (!piece) return {};
    if (auto* p = positions_.find(piece->partition, piece->generation)) p->returned = piece->next;
    return std::move(*piece);
}

bool intake::has_something() const { return !untold_.empty() || !buffered_.empty(); }

void intake::seek(std::int32_t partition, start_offset where) {
    positions_.seek(partition, where);
    buffered_.drop(partition);
}

void intake::seek_all(start_offset where) {
    positions_.seek_all(where);
    for (const auto& [id, p] : positions_.all()) buffered_.drop(id);
}

void intake::disown(std::int32_t partition) {
    positions_.disown(partition);
    buffered_.drop(partition);
}

void intake::pause(std::int32_t partition, std::int64_t from) {
    auto* p = positions_.find(partition);
    if (p == nullptr || p->paused) return;
    if (from >= 0) seek(partition, from);
    p->paused = true;
}

void intake::resume(std::int32_t partition) {
    if (auto* p = positions_.find(partition)) p->paused = false;
}

const position* intake::find(std::int32_t partition) const {
    const auto found = positions_.all().find(partition);
    return found == positions_.all().end() ? nullptr : &found->second;
}

bool intake::is_current(std::int32_t partition, std::uint64_t generation) const {
    const auto* p = find(partition);
    return p != nullptr && p->generation == generation;
}

void intake::broken(const fetched& what, std::int64_t offset, cluster::failure why) {
    auto* p = positions_.find(what.partition, what.generation);
    if (p == nullptr) return;
    buffered_.drop(what.partition);
    positions_.jump(*p, offset);
    p->failed = true;
    untold_.push_back({p->partition, p->generation, std::move(why)});
}

} // namespace kafka::detail::consumer
